/* Colours and sizes: the theme as the page's variables, header, background and bottom bar. */
/* ---- colours ---- */
function hex(value) {
  const text = String(value).trim().toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(text)) return text;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text);
  if (short) return '#' + short.slice(1).map((digit) => digit + digit).join('');
  const rgb = /^rgba?\((\d+),\s*(\d+),\s*(\d+)/.exec(text);
  if (!rgb) return null;
  return '#' + rgb.slice(1).map((part) => (+part).toString(16).padStart(2, '0')).join('');
}
function isDark(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return Math.sqrt(0.299 * r * r + 0.587 * g * g + 0.114 * b * b) < 120;
}
function cssVar(name, value) { root.style.setProperty(`--tg-${name}`, value); }

const theme = {};
let scheme = 'light';
function setTheme(params) {
  for (const [key, value] of Object.entries(params || {})) {
    const colour = hex(value);
    if (!colour) continue;
    theme[key] = colour;
    cssVar(`theme-${key.replaceAll('_', '-')}`, colour);
  }
  if (theme.bg_color) scheme = isDark(theme.bg_color) ? 'dark' : 'light';
  cssVar('color-scheme', scheme);
  for (const paint of Object.values(paints)) paint.refresh();
  mainButton.refresh();
  secondaryButton.refresh();
}

// Header, background and bottom bar: a theme key follows the theme, a colour stays.
function paint(type, first, keys) {
  let chosen = first;
  let sent = '';
  const colour = () => theme[chosen] || hex(chosen) || theme.bg_color || '#ffffff';
  return {
    get value() { return colour(); },
    set(value) {
      if (!keys.includes(value) && !hex(value)) {
        throw new Error(`WebApp: ${value} is neither a colour nor one of ${keys.join(', ')}`);
      }
      chosen = value;
      this.refresh();
    },
    refresh() {
      const byKey = type.endsWith('header_color') && keys.includes(chosen);
      const data = byKey ? { color_key: chosen, color: colour() } : { color: colour() };
      if (JSON.stringify(data) === sent) return;
      sent = JSON.stringify(data);
      post(type, byKey ? { color_key: chosen } : data);
    },
  };
}
const paints = {
  header: paint('web_app_set_header_color', 'bg_color', ['bg_color', 'secondary_bg_color']),
  background: paint('web_app_set_background_color', 'bg_color', ['bg_color', 'secondary_bg_color']),
  bottom: paint('web_app_set_bottom_bar_color', 'bottom_bar_bg_color',
    ['bg_color', 'secondary_bg_color', 'bottom_bar_bg_color']),
};

/* ---- sizes ---- */
const inset = { top: 0, bottom: 0, left: 0, right: 0 };
const contentInset = { top: 0, bottom: 0, left: 0, right: 0 };
const view = { height: null, stable: null, expanded: true, fullscreen: false };
function setInsets(target, name, data) {
  for (const side of Object.keys(target)) {
    if (typeof data[side] === 'number') target[side] = data[side];
    cssVar(`${name}-${side}`, `${target[side]}px`);
  }
}
function setViewport(data) {
  if (data && typeof data.height === 'number') {
    view.height = data.height;
    view.expanded = data.is_expanded !== false;
    if (data.is_state_stable !== false) view.stable = data.height;
  }
  cssVar('viewport-height', view.height === null ? '100vh' : `${view.height}px`);
  cssVar('viewport-stable-height', view.stable === null ? '100vh' : `${view.stable}px`);
}
