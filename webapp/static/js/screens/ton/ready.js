// What every screen about TON needs before it is drawn: its words and its style.
import { wear } from '../../ui/style.js';
import { learn } from '../../words.js';

await Promise.all([learn('ton'), wear('css/ton.css')]);
