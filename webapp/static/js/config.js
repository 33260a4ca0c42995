// What the server says about itself, as JSON in the page.
const element = document.getElementById('config');
export const config = element ? JSON.parse(element.textContent) : {};

// The world's clock, which is not always the browser's.
let ahead = config.now ? Date.parse(config.now) - Date.now() : 0;

export function now() {
  return Date.now() + ahead;
}

export function setClock(text) {
  if (text) ahead = Date.parse(text) - Date.now();
}
