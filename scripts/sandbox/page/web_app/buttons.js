/* The buttons that the host draws: back, settings, main and secondary. */
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
