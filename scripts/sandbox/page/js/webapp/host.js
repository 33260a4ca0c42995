/* Telegram's side of a Mini App in a frame: JSON {eventType, eventData} by postMessage. What the
 * app asks for is answered here or handed to the phone; nothing else of the app is trusted. */

import { state, worldNow } from '../store.js';
import { themeParams } from './theme.js';
import { walletCall } from '../wallet/connect.js';

export class Host {
  constructor({ phone, app, view, onClose }) {
    Object.assign(this, { phone, app, view, onClose });
    this.origin = new URL(app.url).origin;
    this.popup = false;
    this.hear = (event) => this.message(event);
    window.addEventListener('message', this.hear);
  }
  stop() {
    window.removeEventListener('message', this.hear);
    this.gone = true;
    this.phone.forget(this);
  }

  /* Nothing is sent to a frame before its app has spoken: until then it may be another page. */
  attach(frame) {
    if (!frame || frame === this.frame) return;
    this.heard = false;
    this.frame = frame;
  }
  send(eventType, eventData = {}) {
    if (this.heard && this.frame && this.frame.contentWindow) this.frame.contentWindow.postMessage(JSON.stringify({ eventType, eventData }), this.origin);
  }
  message(event) {
    if (!this.frame || event.source !== this.frame.contentWindow || event.origin !== this.origin) return;
    this.heard = true;
    let frame = null;
    try { frame = JSON.parse(event.data); } catch { return; }
    const act = frame && Object.hasOwn(acts, frame.eventType) && acts[frame.eventType];
    if (act) act(this, frame.eventData || {});
  }
  theme(theme) { this.send('theme_changed', { theme_params: themeParams(theme) }); }
  viewport(stable = true) {
    if (!this.frame) return;
    const { clientHeight: height, clientWidth: width } = this.frame;
    this.send('viewport_changed', { height, width, is_expanded: true, is_state_stable: stable });
  }
  insets() {
    const none = { top: 0, bottom: 0, left: 0, right: 0 };
    this.send('safe_area_changed', none);
    this.send('content_safe_area_changed', this.view.get('fullscreen') ? { ...none, top: 46 } : none);
  }
  get storeKey() { return `souk-sandbox.cloud.${state.world.id}.${this.phone.person.id}`; }
}

const bar = (name) => (host, data) => host.view.set({ [name]: data.is_visible ? { ...host.view.get(name), ...data } : { is_visible: false } });
// A colour by its key follows the theme of the phone: it is looked up when it is drawn.
const colour = (name) => (host, data) => host.view.set({ [name]: data.color_key || data.color });
const absent = (type, error = 'UNSUPPORTED') => (host, data) => host.send(type, { req_id: data.req_id, error });

const acts = {
  iframe_ready() {},
  web_app_ready: (host) => host.view.set({ ready: true }),
  web_app_expand: (host) => host.viewport(),
  web_app_close: (host) => host.onClose(),
  web_app_request_theme: (host) => host.theme(host.view.get('theme')),
  web_app_request_viewport: (host) => host.viewport(),
  web_app_request_safe_area: (host) => host.insets(),
  web_app_request_content_safe_area: (host) => host.insets(),
  web_app_setup_main_button: bar('main'),
  web_app_setup_secondary_button: bar('secondary'),
  web_app_setup_back_button: (host, data) => host.view.set({ back: !!data.is_visible }),
  web_app_setup_settings_button: (host, data) => host.view.set({ settings: !!data.is_visible }),
  web_app_setup_closing_behavior: (host, data) => host.view.set({ confirm: !!data.need_confirmation }),
  web_app_setup_swipe_behavior() {},
  web_app_set_header_color: colour('header'),
  web_app_set_background_color: colour('background'),
  web_app_set_bottom_bar_color: colour('bottom'),
  web_app_trigger_haptic_feedback: (host, data) => host.view.haptic(data),
  web_app_open_popup: openPopup,
  web_app_open_invoice: async (host, { slug }) => host.send('invoice_closed', { slug, status: await host.phone.payFor(String(slug), null) }),
  souk_wallet_call: walletCall,
  web_app_open_link: (host, { url }) => { if (/^https?:\/\//.test(url)) host.phone.follow(url, null); },
  web_app_open_tg_link: (host, data) => { host.view.minimise(); host.phone.follow(`https://t.me/${String(data.path_full).replace(/^\/+/, '')}`, null); },
  web_app_data_send: sendData,
  web_app_switch_inline_query: (host, data) => { host.phone.inline(data.query || '', data.chat_types || [], host.app.chat); host.onClose(); },
  web_app_read_text_from_clipboard: readClipboard,
  web_app_request_write_access: writeAccess,
  web_app_request_phone: requestContact,
  web_app_invoke_custom_method: customMethod,
  web_app_open_scan_qr_popup: scan,
  web_app_close_scan_qr_popup() {},
  web_app_request_fullscreen: (host) => fullscreen(host, true),
  web_app_exit_fullscreen: (host) => fullscreen(host, false),
  web_app_toggle_orientation_lock() {},
  web_app_hide_keyboard: (host) => host.frame.blur(),
  web_app_add_to_home_screen: absent('home_screen_failed'),
  web_app_check_home_screen: (host) => host.send('home_screen_checked', { status: 'unsupported' }),
  web_app_share_to_story: (host) => host.phone.toast(host.phone.words('app.absent')),
  web_app_send_prepared_message: absent('prepared_message_failed'),
  web_app_set_emoji_status: absent('emoji_status_failed'),
  web_app_request_emoji_status_access: (host) => host.send('emoji_status_access_requested', { status: 'cancelled' }),
  web_app_request_file_download: download,
  web_app_biometry_get_info: (host) => host.send('biometry_info_received', { available: false }),
  web_app_check_location: (host) => host.send('location_checked', { available: false }),
  web_app_request_location: (host) => host.send('location_requested', { available: false }),
  web_app_request_chat: absent('requested_chat_failed'),
  web_app_start_accelerometer: absent('accelerometer_failed'),
  web_app_start_device_orientation: absent('device_orientation_failed'),
  web_app_start_gyroscope: absent('gyroscope_failed'),
  ...storage('device_storage'),
  ...storage('secure_storage'),
};

async function openPopup(host, data) {
  if (host.popup) return;
  host.popup = true;
  const buttons = (Array.isArray(data.buttons) ? data.buttons : []).slice(0, 3);
  const id = await host.phone.ask({
    title: data.title, message: String(data.message || ''), buttons: buttons.length ? buttons : [{ id: '', type: 'close' }],
  });
  host.popup = false;
  host.send('popup_closed', id === null ? {} : { button_id: id });
}

/* Only an app opened from a reply keyboard may send data; then it closes. */
async function sendData(host, { data }) {
  if (!host.app.keyboard) return;
  await host.phone.say(host.app.chat, { web_app_data: String(data), button_text: host.app.keyboard });
  host.onClose();
}

async function readClipboard(host, { req_id: id }) {
  let data = null;
  try { data = await navigator.clipboard.readText(); } catch { data = null; }
  host.send('clipboard_text_received', { req_id: id, ...(data === null ? {} : { data }) });
}

async function writeAccess(host) {
  const { words } = host.phone;
  const buttons = [{ id: 'yes', type: 'default', text: words('app.allow') }, { type: 'cancel' }];
  const answer = await host.phone.ask({ message: words('app.write'), buttons });
  host.send('write_access_requested', { status: answer === 'yes' ? 'allowed' : 'cancelled' });
}

async function requestContact(host) {
  const { words } = host.phone;
  const buttons = [{ id: 'yes', type: 'default', text: words('contact.share') }, { type: 'cancel' }];
  const yes = await host.phone.ask({ title: words('contact.title'), message: words('contact.ask'), buttons }) === 'yes';
  const sent = yes ? await host.phone.say(host.app.chat, { contact: true }) : null;
  host.contact = sent && sent.contact;
  host.send('phone_requested', { status: sent ? 'sent' : 'cancelled' });
}

async function scan(host, { text }) {
  const data = await host.phone.enter({ title: host.phone.words('app.scan'), message: text });
  if (data) host.send('qr_text_received', { data });
  host.send('scan_qr_popup_closed');
}

function fullscreen(host, wanted) {
  if (host.view.get('fullscreen') === wanted) { if (wanted) host.send('fullscreen_failed', { error: 'ALREADY_FULLSCREEN' }); return; }
  host.view.set({ fullscreen: wanted });
  host.send('fullscreen_changed', { is_fullscreen: wanted });
  host.insets();
}

async function download(host, { url, file_name: name }) {
  const { words } = host.phone;
  const buttons = [{ id: 'yes', type: 'default', text: words('app.download') }, { type: 'cancel' }];
  const yes = /^https?:\/\//.test(url) && await host.phone.ask({ title: words('app.download'), message: name, buttons }) === 'yes';
  host.send('file_download_requested', { status: yes ? 'downloading' : 'cancelled' });
  if (yes) window.open(url, '_blank', 'noopener,noreferrer');
}

/* ---- values kept for the app: cloud, device, secure ---- */
const read = (key) => { try { return JSON.parse(localStorage.getItem(key) || '{}'); } catch { return {}; } };
const write = (key, values) => localStorage.setItem(key, JSON.stringify(values));

const methods = {
  saveStorageValue: (kept, { key, value }) => { kept[key] = String(value); return true; },
  getStorageValues: (kept, { keys }) => Object.fromEntries(keys.map((key) => [key, kept[key] || ''])),
  deleteStorageValues: (kept, { keys }) => { for (const key of keys) delete kept[key]; return true; },
  getStorageKeys: (kept) => Object.keys(kept),
};

async function customMethod(host, { req_id: id, method, params = {} }) {
  if (method === 'getRequestedContact') { host.send('custom_method_invoked', { req_id: id, result: await signedContact(host.contact) }); return; }
  if (!Object.hasOwn(methods, method)) { host.send('custom_method_invoked', { req_id: id, error: 'METHOD_NOT_FOUND' }); return; }
  if (method === 'saveStorageValue' && !/^[\w-]{1,128}$/.test(params.key)) { host.send('custom_method_invoked', { req_id: id, error: 'KEY_INVALID' }); return; }
  const kept = read(host.storeKey);
  const result = methods[method](kept, params);
  write(host.storeKey, kept);
  host.send('custom_method_invoked', { req_id: id, result });
}

function storage(kind) {
  const at = (host) => `${host.storeKey}.${kind}`;
  return {
    [`web_app_${kind}_save_key`]: (host, { req_id: id, key, value }) => {
      const kept = read(at(host));
      if (value === null || value === undefined) delete kept[key]; else kept[key] = String(value);
      write(at(host), kept);
      host.send(`${kind}_key_saved`, { req_id: id });
    },
    [`web_app_${kind}_get_key`]: (host, { req_id: id, key }) => host.send(`${kind}_key_received`, { req_id: id, value: read(at(host))[key] ?? null }),
    [`web_app_${kind}_restore_key`]: absent(`${kind}_failed`, 'RESTORE_UNAVAILABLE'),
    [`web_app_${kind}_clear`]: (host, { req_id: id }) => { write(at(host), {}); host.send(`${kind}_cleared`, { req_id: id }); },
  };
}

/* The contact in launch-data form, signed with the bot's token as Telegram signs it. */
async function signedContact(contact) {
  if (!contact) return '';
  const bytes = (text) => new TextEncoder().encode(text);
  const mac = async (key, text) => {
    const secret = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    return new Uint8Array(await crypto.subtle.sign('HMAC', secret, bytes(text)));
  };
  const fields = { auth_date: `${Math.floor(worldNow() / 1000)}`, contact: JSON.stringify(contact) };
  const check = Object.entries(fields).map(([key, value]) => `${key}=${value}`).join('\n');
  const hash = await mac(await mac(bytes('WebAppData'), state.world.bot.token), check);
  return `${new URLSearchParams(fields)}&hash=${[...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
