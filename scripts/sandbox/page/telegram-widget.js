/* The sandbox's stand-in for Telegram's Login Widget. The script tag is written as for the real
 * one: data-telegram-login with data-onauth="name(user)" or data-auth-url. A frame of the
 * sandbox shows the button and its people; what comes back is signed as Telegram signs it. */
(function () {
  'use strict';

  const FIELDS = ['id', 'first_name', 'last_name', 'username', 'photo_url', 'auth_date', 'hash'];
  const script = document.currentScript;
  const home = new URL(script ? script.src : location.href).origin;

  function frameAddress(fields) {
    const query = new URLSearchParams({ origin: location.origin, ...fields });
    return `${home}/static/login.html?${query}`;
  }

  function only(fields) {
    return Object.fromEntries(FIELDS.filter((key) => key in fields).map((key) => [key, fields[key]]));
  }

  // data-onauth is code in the real widget; here it names a function, so no page needs eval.
  function named(call) {
    const name = /^\s*(?:return\s+)?([\w$.]+)\s*(?:\(\s*user\s*\))?\s*;?\s*$/.exec(call || '');
    return name && name[1].split('.').reduce((value, key) => (value ? value[key] : undefined), window);
  }

  function deliver(user) {
    const address = script.dataset.authUrl;
    if (!address) {
      const listener = named(script.dataset.onauth);
      if (typeof listener === 'function') listener(user);
      return;
    }
    const url = new URL(address, location.href);
    for (const [key, value] of Object.entries(user)) url.searchParams.set(key, value);
    location.assign(url.href);
  }

  function listen(source, done) {
    window.addEventListener('message', function hear(event) {
      if (event.origin !== home || event.source !== source()) return;
      let frame = null;
      try { frame = JSON.parse(event.data); } catch { return; }
      done(frame);
    });
  }

  function button(bot) {
    const frame = document.createElement('iframe');
    frame.id = `telegram-login-${bot}`;
    frame.title = 'Telegram Login Widget';
    frame.src = frameAddress({
      bot, size: script.dataset.size || 'large', lang: script.dataset.lang || '',
      radius: script.dataset.radius || '', access: script.dataset.requestAccess || '',
    });
    Object.assign(frame.style, { border: '0', width: '260px', height: '40px', colorScheme: 'normal' });
    script.after(frame);
    listen(() => frame.contentWindow, (message) => {
      if (message.event === 'resize') {
        frame.style.width = `${message.width}px`;
        frame.style.height = `${message.height}px`;
      }
      if (message.event === 'auth_user') deliver(only(message.auth_data));
    });
  }

  function auth(options, done) {
    const bot = String(options.bot_id || options.bot || '');
    const size = 'popup,width=420,height=520';
    const opened = window.open(frameAddress({ bot, size: 'large', open: '1' }), 'telegram-login', size);
    if (!opened) { done(false); return; }
    listen(() => opened, (message) => {
      if (message.event !== 'auth_user') return;
      opened.close();
      done(only(message.auth_data));
    });
  }

  window.Telegram = Object.assign(window.Telegram || {}, { Login: { auth } });
  if (script && script.dataset.telegramLogin) button(script.dataset.telegramLogin);
})();
