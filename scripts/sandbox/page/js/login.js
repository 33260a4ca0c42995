/* The Login Widget's frame: a button, then who logs in. The page around gets signed fields. */

import { render, useEffect, useRef, useState } from '../vendor/htm-preact.module.js';
import { html, Avatar, Icon } from './ui.js';
import { everything, post } from './api.js';
import { known, refusal, t } from './words.js';

const query = new URLSearchParams(location.search);
const lang = known((query.get('lang') || navigator.language || 'en').slice(0, 2));
const words = t(lang);
const origin = query.get('origin') || '';
const loopback = /^https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin);
const around = window.opener || (window.parent !== window ? window.parent : null);

function tell(message) {
  if (around && loopback) around.postMessage(JSON.stringify(message), origin);
}

function Login() {
  const [people, setPeople] = useState(query.get('open') ? [] : null);
  const [trouble, setTrouble] = useState('');
  const box = useRef(null);
  const open = () => everything('/people').then(setPeople, (refused) => setTrouble(refusal(lang, refused)));
  useEffect(() => { if (query.get('open')) open(); }, []);
  useEffect(() => {
    const { width, height } = box.current.getBoundingClientRect();
    tell({ event: 'resize', width: Math.ceil(width), height: Math.ceil(height) });
  });
  const choose = async (person) => {
    try {
      const launch = await post(`/people/${person.username || person.id}/launch`, { kind: 'login_widget' });
      const { kind, ...fields } = launch.auth;
      tell({ event: 'auth_user', auth_data: fields.fields || fields });
      setPeople(null);
    } catch (refused) {
      setTrouble(refusal(lang, refused));
    }
  };
  if (people === null && !trouble) {
    return html`<div ref=${box}><button type="button" class=${`tg ${query.get('size') || 'large'}`} onClick=${open}>
      <${Icon} name="send" size=${18} />${words('login.button')}</button></div>`;
  }
  return html`<div class="as" ref=${box}>
    <p>${trouble || words(people.length ? 'login.who' : 'login.nobody')}</p>
    ${(people || []).map((person) => html`<button type="button" key=${person.id} onClick=${() => choose(person)}>
      <${Avatar} id=${person.id} name=${person.name} size=${32} /><span>${person.name}</span></button>`)}
  </div>`;
}

const radius = Number(query.get('radius'));
if (query.get('radius') && radius >= 0) document.documentElement.style.setProperty('--login-radius', `${radius}px`);
render(html`<${Login} />`, document.getElementById('login'));
