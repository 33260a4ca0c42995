// What every screen of the games needs before it is drawn: its words and its style.
import { wear } from '../../ui/style.js';
import { learn } from '../../words.js';

await Promise.all([learn('games'), wear('css/play.css')]);
