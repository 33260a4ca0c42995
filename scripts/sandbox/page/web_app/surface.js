/* window.Telegram.WebApp: what a Mini App may call. */
const version = launch.get('tgWebAppVersion') || '6.0';
function atLeast(wanted) {
  const [mine, theirs] = [version, wanted].map((text) => String(text).split('.').map(Number));
  for (let at = 0; at < Math.max(mine.length, theirs.length); at += 1) {
    const step = (mine[at] || 0) - (theirs[at] || 0);
    if (step) return step > 0;
  }
  return true;
}
function telegramLink(url) {
  const link = new URL(url, location.href);
  if (!/^https?:$/.test(link.protocol) || link.hostname !== 't.me') {
    throw new Error(`WebApp: ${url} is not a t.me link`);
  }
  return link;
}
function popupButtons(buttons) {
  const given = buttons === undefined ? [{ type: 'close' }] : buttons;
  if (!Array.isArray(given) || !given.length || given.length > 3) {
    throw new Error('WebApp: a popup has one to three buttons');
  }
  return given.map((button) => {
    const type = button.type || 'default';
    const text = String(button.text || '').trim();
    if (['default', 'destructive'].includes(type) && (!text || text.length > 64)) {
      throw new Error('WebApp: the text of a popup button has 1 to 64 characters');
    }
    return { id: String(button.id || ''), type, ...(text ? { text } : {}) };
  });
}
function haptic(data) { post('web_app_trigger_haptic_feedback', data); return WebApp.HapticFeedback; }

// Values kept by the host: (key, value, done) in, (error, result) back.
const cloud = {
  setItem(key, value, done) { custom('saveStorageValue', { key, value }, done); return cloud; },
  getItem(key, done) {
    return cloud.getItems([key], done && ((error, all) => done(error, error ? undefined : all[key])));
  },
  getItems(keys, done) { custom('getStorageValues', { keys }, done); return cloud; },
  removeItem(key, done) { return cloud.removeItems([key], done); },
  removeItems(keys, done) { custom('deleteStorageValues', { keys }, done); return cloud; },
  getKeys(done) { custom('getStorageKeys', {}, done); return cloud; },
};
function localStore(kind) {
  const store = {
    setItem(key, value, done) { ask(`web_app_${kind}_save_key`, { key, value }, done); return store; },
    getItem(key, done) { ask(`web_app_${kind}_get_key`, { key }, done); return store; },
    removeItem(key, done) { return store.setItem(key, null, done); },
    clear(done) { ask(`web_app_${kind}_clear`, {}, done); return store; },
  };
  if (kind === 'secure_storage') {
    store.restoreItem = (key, done) => { ask('web_app_secure_storage_restore_key', { key }, done); return store; };
  }
  return store;
}
// A desk in a browser has no sensors, fingerprints or place: each start says so.
function absent(names, extra) {
  const thing = { isStarted: false, isInited: false, ...extra };
  for (const name of names) {
    thing[name] = (...args) => {
      const done = args.find((value) => typeof value === 'function');
      if (done) setTimeout(done, 0, name === 'init' ? undefined : name === 'getLocation' ? null : false);
      return thing;
    };
  }
  return thing;
}

function unsafe() {
  const fields = {};
  for (const [key, value] of new URLSearchParams(launch.get('tgWebAppData') || '')) {
    fields[key] = /^[[{]/.test(value) ? json(value, value) : value;
  }
  return fields;
}

Object.assign(WebApp, {
  initData: launch.get('tgWebAppData') || '',
  initDataUnsafe: unsafe(),
  version,
  platform: launch.get('tgWebAppPlatform') || 'unknown',
  themeParams: theme,
  isClosingConfirmationEnabled: false,
  isVerticalSwipesEnabled: true,
  isOrientationLocked: false,
  safeAreaInset: inset,
  contentSafeAreaInset: contentInset,
  BackButton: backButton,
  MainButton: mainButton,
  SecondaryButton: secondaryButton,
  SettingsButton: settingsButton,
  HapticFeedback: {
    impactOccurred: (style) => haptic({ type: 'impact', impact_style: style }),
    notificationOccurred: (kind) => haptic({ type: 'notification', notification_type: kind }),
    selectionChanged: () => haptic({ type: 'selection_change' }),
  },
  CloudStorage: cloud,
  DeviceStorage: localStore('device_storage'),
  SecureStorage: localStore('secure_storage'),
  BiometricManager: absent(['init', 'requestAccess', 'authenticate', 'updateBiometricToken', 'openSettings'], {
    isBiometricAvailable: false, biometricType: 'unknown', isAccessRequested: false,
    isAccessGranted: false, isBiometricTokenSaved: false, deviceId: '',
  }),
  LocationManager: absent(['init', 'getLocation', 'openSettings'], {
    isLocationAvailable: false, isAccessRequested: false, isAccessGranted: false,
  }),
  Accelerometer: absent(['start', 'stop']),
  DeviceOrientation: absent(['start', 'stop']),
  Gyroscope: absent(['start', 'stop']),

  isVersionAtLeast: atLeast,
  onEvent(name, listener) { on(listeners, name, listener); },
  offEvent(name, listener) { off(listeners, name, listener); },
  ready() { post('web_app_ready'); },
  expand() { post('web_app_expand'); },
  close(options = {}) { post('web_app_close', options.return_back ? { return_back: true } : ''); },
  setHeaderColor(value) { paints.header.set(value); },
  setBackgroundColor(value) { paints.background.set(value); },
  setBottomBarColor(value) { paints.bottom.set(value); },
  enableClosingConfirmation() { closing(true); },
  disableClosingConfirmation() { closing(false); },
  enableVerticalSwipes() { swipes(true); },
  disableVerticalSwipes() { swipes(false); },
  requestFullscreen() { post('web_app_request_fullscreen'); },
  exitFullscreen() { post('web_app_exit_fullscreen'); },
  lockOrientation() { orientation(true); },
  unlockOrientation() { orientation(false); },
  hideKeyboard() { post('web_app_hide_keyboard'); },
  addToHomeScreen() { post('web_app_add_to_home_screen'); },
  checkHomeScreenStatus(done) { askOnce('homeScreen', 'web_app_check_home_screen', {}, done); },

  sendData(data) {
    if (!data || new TextEncoder().encode(data).length > 4096) {
      throw new Error('WebApp: data to send has 1 to 4096 bytes');
    }
    post('web_app_data_send', { data });
  },
  switchInlineQuery(query, kinds) {
    post('web_app_switch_inline_query', { query: query || '', chat_types: kinds || [] });
  },
  openLink(url, options = {}) {
    const link = new URL(url, location.href);
    if (!/^https?:$/.test(link.protocol)) throw new Error(`WebApp: ${url} is not a web address`);
    post('web_app_open_link', { url: link.href, ...options });
  },
  openTelegramLink(url, options = {}) {
    const link = telegramLink(url);
    post('web_app_open_tg_link', { path_full: link.pathname + link.search, ...options });
  },
  openInvoice(url, done) {
    const slug = /^\/(?:\$|invoice\/)([\w=-]+)$/.exec(telegramLink(url).pathname);
    if (!slug) throw new Error(`WebApp: ${url} is not an invoice link`);
    if (invoices.has(slug[1])) throw new Error('WebApp: this invoice is open already');
    invoices.set(slug[1], { url, done });
    post('web_app_open_invoice', { slug: slug[1] });
  },
  showPopup(params, done) {
    const message = String(params.message || '').trim();
    const title = String(params.title || '').trim();
    if (!message || message.length > 256 || title.length > 64) {
      throw new Error('WebApp: a popup has a message of 1 to 256 and a title of up to 64 characters');
    }
    const buttons = popupButtons(params.buttons);
    askOnce('popup', 'web_app_open_popup', { ...(title ? { title } : {}), message, buttons }, done);
  },
  showAlert(message, done) { WebApp.showPopup({ message }, done && (() => done())); },
  showConfirm(message, done) {
    const buttons = [{ type: 'ok', id: 'ok' }, { type: 'cancel' }];
    WebApp.showPopup({ message, buttons }, done && ((id) => done(id === 'ok')));
  },
  showScanQrPopup(params, done) { askOnce('qr', 'web_app_open_scan_qr_popup', params || {}, done); },
  closeScanQrPopup() { delete once.qr; post('web_app_close_scan_qr_popup'); },
  readTextFromClipboard(done) { ask('web_app_read_text_from_clipboard', {}, done); },
  requestWriteAccess(done) { askOnce('writeAccess', 'web_app_request_write_access', '', done); },
  requestContact(done) { askOnce('contact', 'web_app_request_phone', '', done); },
  requestChat(id, done) { ask('web_app_request_chat', { prepared_button_id: id }, done); },
  shareMessage(id, done) { askOnce('share', 'web_app_send_prepared_message', { id }, done); },
  shareToStory(media, params = {}) { post('web_app_share_to_story', { media_url: media, ...params }); },
  setEmojiStatus(id, params, done) {
    askOnce('emojiStatus', 'web_app_set_emoji_status', { custom_emoji_id: id, ...params }, done);
  },
  requestEmojiStatusAccess(done) { askOnce('emojiAccess', 'web_app_request_emoji_status_access', '', done); },
  downloadFile(params, done) { askOnce('download', 'web_app_request_file_download', params, done); },
});

function closing(wanted) {
  WebApp.isClosingConfirmationEnabled = wanted;
  post('web_app_setup_closing_behavior', { need_confirmation: wanted });
}
function swipes(wanted) {
  WebApp.isVerticalSwipesEnabled = wanted;
  post('web_app_setup_swipe_behavior', { allow_vertical_swipe: wanted });
}
function orientation(locked) {
  WebApp.isOrientationLocked = locked;
  post('web_app_toggle_orientation_lock', { locked });
}
const live = {
  colorScheme: [() => scheme],
  isExpanded: [() => view.expanded],
  isFullscreen: [() => view.fullscreen],
  viewportHeight: [() => (view.height === null ? window.innerHeight : view.height)],
  viewportStableHeight: [() => (view.stable === null ? window.innerHeight : view.stable)],
  headerColor: [() => paints.header.value, WebApp.setHeaderColor],
  backgroundColor: [() => paints.background.value, WebApp.setBackgroundColor],
  bottomBarColor: [() => paints.bottom.value, WebApp.setBottomBarColor],
};
for (const [name, [get, set]] of Object.entries(live)) {
  Object.defineProperty(WebApp, name, { enumerable: true, get, set });
}

window.Telegram = Object.assign(window.Telegram || {}, {
  WebApp,
  WebView: {
    initParams: Object.fromEntries(launch),
    isIframe: framed,
    onEvent: (type, listener) => on(wireListeners, type, listener),
    offEvent: (type, listener) => off(wireListeners, type, listener),
    postEvent: (type, done, data) => post(type, data),
    receiveEvent: receive,
  },
});
window.TelegramGameProxy_receiveEvent = receive;

post('iframe_ready', { reload_supported: true });
setTheme(json(launch.get('tgWebAppThemeParams'), {}));
setInsets(inset, 'safe-area-inset', {});
setInsets(contentInset, 'content-safe-area-inset', {});
setViewport();
post('web_app_request_theme');
post('web_app_request_viewport');
post('web_app_request_safe_area');
post('web_app_request_content_safe_area');
