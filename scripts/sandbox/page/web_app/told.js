/* What the host tells, event by event. */
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
