// Words: the same Fluent files as the server's. Values enter already formatted for the person.
import { config } from './config.js';
import { FluentBundle, FluentResource } from './vendor.js';

let bundle = null;
// Words of areas, which are read with the first screen that needs them.
const learned = new Set();
export let language = 'en';

export function nearest(code) {
  const short = String(code || '').split('-')[0].toLowerCase();
  const known = config.languages.some((one) => one.code === short);
  return known ? short : config.languages[0].code;
}

const areaWords = (code, area) => new URL(`../words/${code}.${area}.ftl`, import.meta.url).href;

async function source(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`no words at ${address}`);
  return answer.text();
}

// Adds the words of an area to the language that is spoken, and to each one after it.
export async function learn(area) {
  if (learned.has(area)) return;
  const spoken = bundle;
  spoken.addResource(new FluentResource(await source(areaWords(language, area))));
  learned.add(area);
  if (bundle !== spoken) await speak(language);
}

// Reads a language and speaks it from then on. Throws when its words cannot be had.
export async function speak(code) {
  const wanted = config.languages.find((one) => one.code === nearest(code));
  const next = new FluentBundle(wanted.code, { useIsolating: false });
  const read = [wanted.words, ...[...learned].map((area) => areaWords(wanted.code, area))];
  for (const text of await Promise.all(read.map(source))) next.addResource(new FluentResource(text));
  bundle = next;
  language = wanted.code;
  document.documentElement.lang = language;
}

export function has(key) {
  return Boolean(bundle?.hasMessage(key));
}

// The text of a key without its leading `app-`.
export function t(key, fields) {
  const message = bundle?.getMessage(`app-${key}`);
  if (!message?.value) return key;
  const problems = [];
  const text = bundle.formatPattern(message.value, fields, problems);
  for (const problem of problems) console.error(key, problem);
  return text;
}

// The text of a key that the server's data chose, or `otherwise` when there is none.
export function known(key, otherwise) {
  return has(`app-${key}`) ? t(key) : otherwise;
}
