/* The sandbox wallet's bridge for Mini Apps: window.soukwallet.tonconnect, protocol version 2 of
 * TON Connect's injected bridge. It comes with telegram-web-app.js and speaks to the page around
 * the frame over the same wire; keys and consent stay there, nothing here can sign. */
(function () {
  'use strict';

  const { WebView } = window.Telegram;
  const NAME = 'soukwallet';
  const UNKNOWN = 0;
  const MANIFEST_NOT_FOUND = 2;
  const MANIFEST_CONTENT = 3;
  const waiting = new Map();
  const listeners = new Set();
  let lastCall = 0;
  let lastEvent = 0;

  // How much one signature can send hangs on the kind of wallet, known once one is connected.
  const featuresOf = (most) => ['SendTransaction', { name: 'SendTransaction', maxMessages: most, extraCurrencySupported: false }];
  const features = featuresOf(4);
  const deviceInfo = { platform: 'browser', appName: NAME, appVersion: '1.0.0', maxProtocolVersion: 2, features };
  const walletInfo = {
    name: 'Souk sandbox wallet', app_name: NAME, image: new URL('/static/wallet.svg', source()).href,
    about_url: new URL('/ton', source()).href, platforms: ['ios', 'android', 'macos', 'windows', 'linux', 'chrome', 'firefox', 'safari'], features,
  };

  // This script lies at the sandbox, whatever page loads it.
  function source() { return document.currentScript ? document.currentScript.src : location.href; }

  function ask(method, params) {
    if (!WebView.isIframe) return Promise.resolve({ error: { code: UNKNOWN, message: 'There is no wallet around this page' } });
    const id = `wallet${++lastCall}`;
    return new Promise((done) => {
      waiting.set(id, done);
      WebView.postEvent('souk_wallet_call', false, { req_id: id, method, params });
    });
  }
  WebView.onEvent('souk_wallet_answer', (type, data) => {
    const done = waiting.get(data.req_id);
    waiting.delete(data.req_id);
    if (done) done(data);
  });
  WebView.onEvent('souk_wallet_event', (type, data) => {
    const event = { event: data.event, id: nextEvent(), payload: data.payload || {} };
    for (const listener of [...listeners]) listener(event);
  });

  function nextEvent() { lastEvent = Math.max(lastEvent + 1, Date.now()); return lastEvent; }

  function connected(answer) {
    if (answer.error) return { event: 'connect_error', id: nextEvent(), payload: answer.error };
    return { event: 'connect', id: nextEvent(), payload: { items: answer.result.items, device: { ...deviceInfo, features: featuresOf(answer.result.most) } } };
  }

  // The page reads its own manifest, as its own policy allows; the wallet compares it with the
  // place that the frame really shows.
  async function manifestOf(url) {
    let told;
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      told = await answer.text();
    } catch (trouble) {
      return { error: { code: MANIFEST_NOT_FOUND, message: `The manifest cannot be read: ${trouble.message}` } };
    }
    try {
      const { url: home, name, iconUrl } = JSON.parse(told);
      if (typeof home !== 'string' || typeof name !== 'string' || typeof iconUrl !== 'string') throw new Error('url, name and iconUrl are text');
      return { manifest: { url: home, name, iconUrl } };
    } catch (trouble) {
      return { error: { code: MANIFEST_CONTENT, message: `The manifest does not say what it should: ${trouble.message}` } };
    }
  }

  window[NAME] = {
    tonconnect: {
      deviceInfo,
      walletInfo,
      protocolVersion: 2,
      isWalletBrowser: false,
      async connect(version, request) {
        if (version > 2) return connected({ error: { code: 1, message: `Protocol version ${version} is not known` } });
        const read = await manifestOf(request.manifestUrl);
        if (read.error) return connected(read);
        return connected(await ask('connect', { manifest: read.manifest, items: request.items }));
      },
      async restoreConnection() { return connected(await ask('restore', {})); },
      async send(request) {
        const answer = await ask('send', { method: request.method, params: request.params });
        return answer.error ? { error: answer.error, id: request.id } : { result: answer.result, id: request.id };
      },
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      disconnect() { ask('disconnect', {}); },
    },
  };
})();
