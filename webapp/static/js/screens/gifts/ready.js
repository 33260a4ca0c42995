// What every screen of the gifts needs before it is drawn: its words and its style.
import { wear } from '../../ui/style.js';
import { learn } from '../../words.js';

await Promise.all([learn('gifts'), wear('css/gifts.css')]);
