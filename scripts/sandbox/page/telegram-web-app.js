/* The sandbox's stand-in for Telegram's own telegram-web-app.js: window.Telegram.WebApp as
 * Mini Apps use it, Bot API 9.6. It speaks Telegram's wire form, JSON text
 * {"eventType": ..., "eventData": ...} through postMessage, so the page around it cannot tell
 * it from the real script, and this script runs under any host that serves the real one. */
(function () {
  'use strict';

  const KEPT = 'souk-sandbox.launch#';
  const root = document.documentElement;
  const framed = window.parent !== window;
  const launch = readLaunch();
  const listeners = new Map();
  const wireListeners = new Map();
  const waiting = new Map();
  let lastRequest = 0;

  // The launch fields ride in the fragment; a reload or an inner link loses them. The name of
  // the frame keeps them: session storage is shared by all phones on the desk.
  function readLaunch() {
    const given = new URLSearchParams(location.hash.slice(1));
    if (given.has('tgWebAppData') || given.has('tgWebAppVersion')) {
      window.name = KEPT + given;
      return given;
    }
    return new URLSearchParams(window.name.startsWith(KEPT) ? window.name.slice(KEPT.length) : '');
  }

  function json(text, otherwise) {
    try { return JSON.parse(text); } catch { return otherwise; }
  }

  /* ---- the wire ---- */
  function post(eventType, eventData = '') {
    const proxy = window.TelegramWebviewProxy;
    if (proxy) proxy.postEvent(eventType, JSON.stringify(eventData));
    else if (framed) window.parent.postMessage(JSON.stringify({ eventType, eventData }), '*');
  }

  function receive(type, data) {
    const known = incoming[type];
    if (known) known(data || {});
    for (const listener of wireListeners.get(type) || []) listener(type, data);
  }

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || !framed) return;
    const frame = typeof event.data === 'string' ? json(event.data, null) : null;
    if (frame && frame.eventType) receive(frame.eventType, frame.eventData);
  });

  /* ---- events of the page ---- */
  function emit(name, data) {
    for (const listener of [...(listeners.get(name) || [])]) listener.call(WebApp, data);
  }
  const WebApp = { isActive: true };
  function on(map, name, listener) {
    const known = map.get(name) || [];
    if (!known.includes(listener)) map.set(name, [...known, listener]);
  }
  function off(map, name, listener) {
    map.set(name, (map.get(name) || []).filter((known) => known !== listener));
  }

  // A question with a request id; the host answers with the same id.
  function ask(type, data, done) {
    const id = `souk${++lastRequest}`;
    if (done) waiting.set(id, done);
    post(type, { req_id: id, ...data });
  }
  function answered(data, ...values) {
    const done = waiting.get(data.req_id);
    waiting.delete(data.req_id);
    if (done) done(...values);
  }
  const once = {};
  function askOnce(name, type, data, done) {
    if (once[name]) throw new Error(`WebApp: ${name} is already waiting for an answer`);
    once[name] = done || (() => {});
    post(type, data);
  }
  function settle(name, ...values) {
    const done = once[name];
    delete once[name];
    if (done) done(...values);
  }

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

  /* ---- buttons ---- */
  function flagButton(type, event) {
    let visible = false;
    const button = {
      get isVisible() { return visible; },
      set isVisible(value) { visible = !!value; post(type, { is_visible: visible }); },
      show() { button.isVisible = true; return button; },
      hide() { button.isVisible = false; return button; },
      onClick(listener) { on(listeners, event, listener); return button; },
      offClick(listener) { off(listeners, event, listener); return button; },
    };
    return button;
  }

  function barButton(type, event, own) {
    const state = {
      text: own.text, color: null, text_color: null, is_visible: false, is_active: true,
      is_progress_visible: false, has_shine_effect: false, position: own.position,
    };
    let sent = '';
    const names = {
      text: 'text', color: 'color', textColor: 'text_color', isVisible: 'is_visible',
      isActive: 'is_active', isProgressVisible: 'is_progress_visible',
      hasShineEffect: 'has_shine_effect', ...(own.position ? { position: 'position' } : {}),
    };
    const shown = (key) => state[key] || own[key]();
    const set = (params) => {
      for (const key of Object.keys(state)) if (key in params) state[key] = params[key];
      if ('text' in params) state.text = String(params.text).trim();
      if (state.is_visible && !state.text) throw new Error('WebApp: a visible button needs a text');
      button.refresh();
      return button;
    };
    const button = {
      type: own.type,
      setText: (text) => set({ text }),
      setParams: set,
      show: () => set({ is_visible: true }),
      hide: () => set({ is_visible: false }),
      enable: () => set({ is_active: true }),
      disable: () => set({ is_active: false }),
      showProgress: (keep) => set({ is_progress_visible: true, is_active: !!keep }),
      hideProgress: () => set({ is_progress_visible: false, is_active: true }),
      onClick(listener) { on(listeners, event, listener); return button; },
      offClick(listener) { off(listeners, event, listener); return button; },
      refresh() {
        const data = state.is_visible
          ? { ...state, color: shown('color'), text_color: shown('text_color') }
          : { is_visible: false };
        if (JSON.stringify(data) === sent) return;
        sent = JSON.stringify(data);
        post(type, data);
      },
    };
    for (const [name, key] of Object.entries(names)) {
      const colour = key === 'color' || key === 'text_color';
      Object.defineProperty(button, name, {
        enumerable: true,
        get: () => (colour ? shown(key) : state[key]),
        set: (value) => { set({ [key]: colour ? hex(value) : value }); },
      });
    }
    button.pressed = () => { if (state.is_active) emit(event); };
    return button;
  }
  const backButton = flagButton('web_app_setup_back_button', 'backButtonClicked');
  const settingsButton = flagButton('web_app_setup_settings_button', 'settingsButtonClicked');
  const mainButton = barButton('web_app_setup_main_button', 'mainButtonClicked', {
    type: 'main', text: 'Continue',
    color: () => theme.button_color || '#2481cc', text_color: () => theme.button_text_color || '#ffffff',
  });
  const secondaryButton = barButton('web_app_setup_secondary_button', 'secondaryButtonClicked', {
    type: 'secondary', text: 'Cancel', position: 'left',
    color: () => theme.bottom_bar_bg_color || '#ffffff', text_color: () => theme.button_color || '#2481cc',
  });

  /* ---- what the host tells ---- */
  const invoices = new Map();
  const incoming = {
    theme_changed(data) { setTheme(data.theme_params); emit('themeChanged'); },
    viewport_changed(data) {
      setViewport(data);
      emit('viewportChanged', { isStateStable: data.is_state_stable !== false });
    },
    safe_area_changed(data) {
      setInsets(inset, 'safe-area-inset', data);
      emit('safeAreaChanged');
    },
    content_safe_area_changed(data) {
      setInsets(contentInset, 'content-safe-area-inset', data);
      emit('contentSafeAreaChanged');
    },
    visibility_changed(data) {
      WebApp.isActive = !!data.is_visible;
      emit(data.is_visible ? 'activated' : 'deactivated');
    },
    back_button_pressed() { emit('backButtonClicked'); },
    settings_button_pressed() { emit('settingsButtonClicked'); },
    main_button_pressed() { mainButton.pressed(); },
    secondary_button_pressed() { secondaryButton.pressed(); },
    popup_closed(data) {
      const id = typeof data.button_id === 'string' ? data.button_id : null;
      settle('popup', id);
      emit('popupClosed', { button_id: id });
    },
    invoice_closed(data) {
      const open = invoices.get(data.slug);
      if (!open) return;
      invoices.delete(data.slug);
      if (open.done) open.done(data.status);
      emit('invoiceClosed', { url: open.url, status: data.status });
    },
    clipboard_text_received(data) {
      const text = typeof data.data === 'string' ? data.data : null;
      answered(data, text);
      emit('clipboardTextReceived', { data: text });
    },
    write_access_requested(data) {
      settle('writeAccess', data.status === 'allowed');
      emit('writeAccessRequested', { status: data.status });
    },
    phone_requested(data) {
      const sent = data.status === 'sent';
      if (!sent) settle('contact', false, { status: data.status });
      else custom('getRequestedContact', {}, (error, text) => {
        const fields = Object.fromEntries(new URLSearchParams(text || ''));
        settle('contact', true, {
          status: 'sent', response: text,
          responseUnsafe: { ...fields, contact: json(fields.contact, {}) },
        });
      });
      emit('contactRequested', { status: data.status });
    },
    custom_method_invoked(data) { answered(data, data.error || null, data.result); },
    device_storage_key_saved(data) { answered(data, null, true); },
    device_storage_key_received(data) { answered(data, null, data.value); },
    device_storage_cleared(data) { answered(data, null, true); },
    device_storage_failed(data) { answered(data, data.error || 'UNKNOWN_ERROR'); },
    secure_storage_key_saved(data) { answered(data, null, true); },
    secure_storage_key_received(data) { answered(data, null, data.value, !!data.can_restore); },
    secure_storage_key_restored(data) { answered(data, null, data.value); },
    secure_storage_cleared(data) { answered(data, null, true); },
    secure_storage_failed(data) { answered(data, data.error || 'UNKNOWN_ERROR'); },
    qr_text_received(data) {
      if (once.qr && once.qr(data.data) === true) WebApp.closeScanQrPopup();
      emit('qrTextReceived', { data: data.data });
    },
    scan_qr_popup_closed() { delete once.qr; emit('scanQrPopupClosed'); },
    fullscreen_changed(data) {
      view.fullscreen = !!data.is_fullscreen;
      emit('fullscreenChanged');
    },
    fullscreen_failed(data) { emit('fullscreenFailed', { error: data.error }); },
    home_screen_added() { emit('homeScreenAdded'); },
    home_screen_checked(data) {
      settle('homeScreen', data.status || 'unknown');
      emit('homeScreenChecked', { status: data.status || 'unknown' });
    },
    prepared_message_sent() { settle('share', true); emit('shareMessageSent'); },
    prepared_message_failed(data) {
      settle('share', false);
      emit('shareMessageFailed', { error: data.error });
    },
    emoji_status_set() { settle('emojiStatus', true); emit('emojiStatusSet'); },
    emoji_status_failed(data) {
      settle('emojiStatus', false);
      emit('emojiStatusFailed', { error: data.error });
    },
    emoji_status_access_requested(data) {
      settle('emojiAccess', data.status === 'allowed');
      emit('emojiStatusAccessRequested', { status: data.status });
    },
    file_download_requested(data) {
      settle('download', data.status === 'downloading');
      emit('fileDownloadRequested', { status: data.status });
    },
    requested_chat_sent(data) { answered(data, true); },
    requested_chat_failed(data) { answered(data, false); },
    reload_iframe() { post('iframe_will_reload'); location.reload(); },
  };

  function custom(method, params, done) {
    ask('web_app_invoke_custom_method', { method, params }, done);
  }

  /* ---- window.Telegram.WebApp ---- */
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
})();
