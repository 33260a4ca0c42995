/* The Mini App in its phone: header, frame, the bar of its buttons. */

import { Component } from '../../vendor/htm-preact.module.js';
import { html, Icon, IconButton, Segments, useDismiss } from '../ui.js';
import { state } from '../store.js';
import { Host } from './host.js';
import { launchAddress, themeParams } from './theme.js';

const SHAKE_MS = 160;
const dark = (colour) => {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b < 140;
};
const plain = (value, theme) => {
  const colour = (theme && themeParams(theme)[value]) || value;
  return colour && /^#[0-9a-f]{6}$/i.test(colour) ? colour : undefined;
};

export class MiniApp extends Component {
  constructor(props) {
    super(props);
    this.state = { main: {}, secondary: {}, small: false, menu: false, beside: false, round: 0, address: launchAddress(props.app.url, props.theme), theme: props.theme };
    const view = {
      get: (key) => this.state[key],
      // Two changes may come within one frame: the second must see the first.
      set: (change) => { Object.assign(this.state, change); this.setState(change); },
      haptic: () => this.shake(),
      minimise: () => this.minimise(true),
    };
    this.host = new Host({ phone: props.phone, app: props.app, view, onClose: () => props.onClose() });
  }

  componentDidMount() {
    this.sizes = new ResizeObserver(() => this.host.viewport());
    if (this.frame) this.sizes.observe(this.frame);
  }
  componentDidUpdate() {
    if (this.props.theme === this.state.theme) return;
    Object.assign(this.state, { theme: this.props.theme });
    this.host.theme(this.props.theme);
    this.setState({});
  }
  componentWillUnmount() {
    this.sizes.disconnect();
    this.host.stop();
    clearTimeout(this.timer);
  }

  hold(frame) { this.frame = frame; this.host.attach(frame); }
  shake() {
    this.setState({ buzz: true });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.setState({ buzz: false }), SHAKE_MS);
    if (navigator.vibrate && navigator.userActivation && navigator.userActivation.hasBeenActive) navigator.vibrate(12);
  }
  minimise(small) {
    this.setState({ small, menu: false });
    this.host.send('visibility_changed', { is_visible: !small });
  }
  async close() {
    const { phone, onClose } = this.props;
    if (this.state.confirm) {
      const { words } = phone;
      const buttons = [{ id: 'close', type: 'destructive', text: words('app.close.anyway') }, { type: 'cancel' }];
      if (await phone.ask({ title: words('app.close.title'), message: words('app.close.ask'), buttons }) !== 'close') return;
    }
    onClose();
  }
  reload() {
    const fresh = { main: {}, secondary: {}, back: false, settings: false, confirm: false, ready: false, menu: false, header: null, background: null, bottom: null };
    this.setState({ ...fresh, round: this.state.round + 1, address: launchAddress(this.props.app.url, this.props.theme) });
  }
  async language(language) {
    const { phone } = this.props;
    this.setState({ menu: false });
    await phone.change({ language });
    // The language is part of what Telegram signs: the app is opened anew with it.
    await phone.relaunch();
  }

  render({ phone, app, theme }, view) {
    const { words } = phone;
    const title = (app.chat || {}).title || state.world.bot.username;
    const header = plain(view.header, theme);
    const bars = { background: plain(view.bottom, theme) || '' };
    const classes = ['mini-app', view.beside && 'beside', view.fullscreen && 'full', view.buzz && 'buzz', view.small && 'small'];
    // The same four places always: a frame that is moved in the page would load anew.
    return html`<div class=${classes.filter(Boolean).join(' ')} role="dialog" aria-label=${title}>
      <header class=${`bar app-bar ${header ? (dark(header) ? 'on-dark' : 'on-light') : ''}`} style=${{ background: header || '' }}>
        ${view.small ? this.smallBar(words, title) : this.bar(words, title)}
      </header>
      ${view.menu ? html`<${AppMenu} phone=${phone} theme=${theme} view=${view} app=${this} onClose=${() => this.setState({ menu: false })} />` : null}
      ${this.body(words, title)}
      ${view.main.is_visible || view.secondary.is_visible ? html`
        <footer class=${`app-buttons ${sides(view)}`} style=${bars}>
          ${view.secondary.is_visible && html`<${BarButton} kind="secondary" button=${view.secondary} words=${words} onPress=${() => this.host.send('secondary_button_pressed')} />`}
          ${view.main.is_visible && html`<${BarButton} kind="main" button=${view.main} words=${words} onPress=${() => this.host.send('main_button_pressed')} />`}
        </footer>` : null}
    </div>`;
  }

  smallBar(words, title) {
    return html`<button type="button" class="mini-bar" onClick=${() => this.minimise(false)}><${Icon} name="window" size=${20} /><b>${title}</b></button>
      <${IconButton} name="close" size=${20} label=${words('close')} onClick=${() => this.close()} />`;
  }
  bar(words, title) {
    const { back, menu } = this.state;
    return html`
      ${back ? html`<button type="button" class="app-left" key="back" onClick=${() => this.host.send('back_button_pressed')}><${Icon} name="back" size=${20} />${words('back')}</button>`
        : html`<button type="button" class="app-left" key="close" onClick=${() => this.close()}><${Icon} name="close" size=${18} />${words('close')}</button>`}
      <b>${title}</b>
      <span class="app-right">
        <${IconButton} name="down" size=${20} label=${words('app.minimise')} onClick=${() => this.minimise(true)} />
        <${IconButton} name="dots" size=${20} label=${words('app.menu')} aria-expanded=${String(!!menu)} onClick=${() => this.setState({ menu: !menu })} />
      </span>`;
  }

  body(words, title) {
    const { round, address, ready, background } = this.state;
    const down = isOurs(address) && state.world.app.state !== 'up' && !ready;
    return html`<div class="app-frame" key="frame" style=${{ background: plain(background, this.props.theme) || '' }}>
      ${down && html`<div class="app-down"><${Icon} name="window" size=${40} /><p>${words('app.down.note')}</p>
        <button type="button" class="button" onClick=${() => this.reload()}>${words('desk.again')}</button></div>`}
      ${!down && !ready && html`<div class="app-loading" aria-hidden="true"><${Icon} name="mark" size=${48} /></div>`}
      ${!down && html`<iframe key=${round} src=${address} title=${title} ref=${(frame) => this.hold(frame)}
        onLoad=${() => { this.setState({ ready: true }); if (this.frame) this.sizes.observe(this.frame); }}
        allow="clipboard-write; clipboard-read; fullscreen"></iframe>`}
    </div>`;
  }
}

/* Whether it is the app whose state the sandbox knows; another bot's is simply opened. */
function isOurs(address) {
  return new URL(address).origin === new URL(state.world.app.url || 'http://127.0.0.1:8080').origin;
}

const sides = ({ main, secondary }) => (main.is_visible && secondary.is_visible ? `two ${secondary.position || 'left'}` : '');

function BarButton({ kind, button, onPress, words }) {
  return html`<button type="button" class=${`bar-button ${kind} ${button.has_shine_effect ? 'shine' : ''} ${button.is_progress_visible ? 'busy' : ''}`}
    disabled=${button.is_active === false} aria-busy=${String(!!button.is_progress_visible)} onClick=${onPress}
    style=${{ background: plain(button.color) || '', color: plain(button.text_color) || '' }}>
    ${button.is_progress_visible ? html`<span class="spinner" aria-label=${words('app.busy')}></span>` : button.text}</button>`;
}

function AppMenu({ phone, theme, view, app, onClose }) {
  const ref = useDismiss(onClose);
  const { words } = phone;
  return html`<div class="panel menu app-menu" role="dialog" aria-label=${words('app.menu')} ref=${ref}>
    <${Segments} label=${words('app.theme')} value=${theme} onChange=${(value) => phone.setTheme(value)}
      options=${[['light', words('app.light')], ['dark', words('app.dark')]]} />
    <${Segments} label=${words('person.language')} value=${phone.lang} onChange=${(value) => app.language(value)}
      options=${[['en', 'English'], ['ru', 'Русский']]} />
    <ul class="list acts">
      ${view.settings && html`<li><button type="button" onClick=${() => { onClose(); app.host.send('settings_button_pressed'); }}><${Icon} name="gear" size=${20} /><span>${words('app.settings')}</span></button></li>`}
      <li class="wide-only"><button type="button" onClick=${() => app.setState({ beside: !view.beside, menu: false })}><${Icon} name="beside" size=${20} /><span>${words(view.beside ? 'app.over' : 'app.beside')}</span></button></li>
      <li><button type="button" onClick=${() => app.reload()}><${Icon} name="reset" size=${20} /><span>${words('app.reload')}</span></button></li>
      <li><button type="button" onClick=${() => { onClose(); app.close(); }}><${Icon} name="close" size=${20} /><span>${words('close')}</span></button></li>
    </ul></div>`;
}
