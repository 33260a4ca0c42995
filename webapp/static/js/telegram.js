// Telegram around us, if it is: every call is guarded, so the app also runs in a plain browser.
import { createStore } from './store.js';

const app = globalThis.Telegram?.WebApp;
export const inside = Boolean(app?.initData);
export const initData = inside ? app.initData : '';
// Only hints for the first drawing; who somebody is, the server says.
export const hints = (inside && app.initDataUnsafe) || {};

function can(version) {
  return inside && app.isVersionAtLeast(version);
}

export function ready() {
  if (!inside) return;
  app.ready();
  app.expand();
}

/* ---- colours ---- */
function paint() {
  const dark = inside
    ? app.colorScheme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.scheme = dark ? 'dark' : 'light';
  if (!can('6.1')) return;
  app.setHeaderColor('secondary_bg_color');
  app.setBackgroundColor('secondary_bg_color');
  if (can('7.10')) app.setBottomBarColor('secondary_bg_color');
}

export function followTheme() {
  document.documentElement.dataset.place = inside ? 'telegram' : 'browser';
  paint();
  if (inside) app.onEvent('themeChanged', paint);
  else matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
}

/* ---- touch ---- */
export const haptic = {
  success: () => can('6.1') && app.HapticFeedback.notificationOccurred('success'),
  error: () => can('6.1') && app.HapticFeedback.notificationOccurred('error'),
  select: () => can('6.1') && app.HapticFeedback.selectionChanged(),
  tap: () => can('6.1') && app.HapticFeedback.impactOccurred('light'),
};

/* ---- buttons: whoever was opened last (a sheet over a screen) owns them ---- */
export const bars = createStore({ stack: [] });
const uppermost = (has) => [...bars.get().stack].reverse().find(has);
function top(key) {
  const owner = uppermost(key === 'back' ? (entry) => entry.back : (entry) => entry.main || entry.second);
  return owner?.[key] || null;
}

// Outside Telegram, and in clients without a second button, the page draws its own.
export const ownMain = !inside;
export const ownSecond = !can('7.10');

// Clients do not dim a button that is off, so it is painted.
function mainColours({ danger, enabled = true }) {
  const theme = app.themeParams;
  const color = enabled ? (danger ? theme.destructive_text_color : theme.button_color) : theme.secondary_bg_color;
  const textColor = enabled ? (danger ? theme.bg_color : theme.button_text_color) : theme.hint_color;
  return color && textColor ? { color, text_color: textColor } : null;
}

function settle(button, wanted, has) {
  if (!has) return;
  if (!wanted) {
    button.hideProgress();
    button.hide();
    return;
  }
  button.setParams({
    text: wanted.text, is_active: wanted.enabled !== false, is_visible: true,
    ...(button === app.MainButton && mainColours(wanted)),
  });
  if (wanted.busy) button.showProgress(false);
  else if (button.isProgressVisible) {
    button.hideProgress();
    if (wanted.enabled === false) button.disable();
  }
}

function press(key) {
  const wanted = top(key);
  if (wanted && wanted.enabled !== false && !wanted.busy) wanted.press();
}

export function pressBack() {
  const back = top('back');
  if (back) back();
}

let listening = false;
function listen() {
  if (listening || !inside) return;
  listening = true;
  app.MainButton.onClick(() => press('main'));
  if (can('7.10')) app.SecondaryButton.onClick(() => press('second'));
  if (can('6.1')) app.BackButton.onClick(pressBack);
}

function sync() {
  if (!inside) return;
  listen();
  settle(app.MainButton, top('main'), true);
  if (can('7.10')) settle(app.SecondaryButton, top('second'), true);
  if (!can('6.1')) return;
  if (top('back')) app.BackButton.show();
  else app.BackButton.hide();
}

export function claim(id, wanted) {
  const { stack } = bars.get();
  const known = stack.some((entry) => entry.id === id);
  const entry = { id, ...wanted };
  const next = known ? stack.map((one) => (one.id === id ? entry : one)) : [...stack, entry];
  // Ids grow in the order of drawing: what lies above was drawn later.
  bars.set({ stack: next.sort((one, other) => one.id - other.id) });
  sync();
}

export function release(id) {
  bars.set(({ stack }) => ({ stack: stack.filter((entry) => entry.id !== id) }));
  sync();
}

export const shownButtons = () => ({ main: top('main'), second: top('second'), sheet: top('sheet') });

/* ---- the outside ---- */
// 'paid', 'cancelled', 'failed', 'pending'; null where nobody can show an invoice. Only a hint:
// credit comes with the payment itself.
export function openInvoice(link) {
  if (!can('6.1')) return Promise.resolve(null);
  return new Promise((resolve) => { app.openInvoice(link, resolve); });
}

export function openTelegram(link) {
  if (inside) app.openTelegramLink(link);
  else window.open(link, '_blank', 'noopener');
}

// Addresses of Telegram stay in it, all others go to the browser.
export function openOutside(link) {
  if (inside && !link.startsWith('https://t.me/')) app.openLink(link);
  else openTelegram(link);
}

export async function share(text, link) {
  if (inside) {
    const query = new URLSearchParams({ url: link, text });
    app.openTelegramLink(`https://t.me/share/url?${query}`);
    return 'shared';
  }
  if (navigator.share) {
    try {
      await navigator.share({ text, url: link });
      return 'shared';
    } catch (problem) {
      if (problem.name === 'AbortError') return 'left';
    }
  }
  await navigator.clipboard.writeText(`${text}\n${link}`);
  return 'copied';
}

export function askBeforeClosing(wanted) {
  if (!can('6.2')) return;
  if (wanted) app.enableClosingConfirmation();
  else app.disableClosingConfirmation();
}
