const app = Telegram.WebApp;
const log = (text) => {
  const line = document.createElement('li');
  line.textContent = text;
  document.getElementById('log').append(line);
};
document.getElementById('hello').textContent =
  `${app.initDataUnsafe.user.first_name} ${app.initDataUnsafe.user.language_code} ${app.version}`;
app.ready();
app.MainButton.setParams({ text: 'Stake 50', is_visible: true }).onClick(() => {
  log('main'); app.BackButton.show(); app.SecondaryButton.setText('Never mind').show(); });
app.SecondaryButton.onClick(() => log('secondary'));
app.BackButton.onClick(() => { log('back'); app.BackButton.hide(); });
app.onEvent('themeChanged', () => log(`theme ${app.colorScheme}`));
const press = (id, act) => document.getElementById(id).addEventListener('click', act);
press('invoice', () => fetch('/invoice').then((answer) => answer.text())
  .then((link) => app.openInvoice(link, (status) => log(`invoice ${status}`))));
press('popup', () => app.showConfirm('Sure?', (yes) => log(`confirmed ${yes}`)));
press('send', () => app.sendData('from the app'));
app.CloudStorage.setItem('kept', 'yes', () => {
  app.CloudStorage.getItem('kept', (error, value) => log(`cloud ${value}`));
});
