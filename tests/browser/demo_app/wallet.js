/* A stranger's shop that speaks to the bridge as the TON Connect specification has it. */
const wallet = window.soukwallet.tonconnect;
const log = (text) => {
  const line = document.createElement('li');
  line.textContent = text;
  document.getElementById('log').append(line);
};
const press = (id, act) => document.getElementById(id).addEventListener('click', () => act().catch((error) => log(`broken ${error}`)));
const told = ({ event, payload }) => log(event === 'connect' ? `connect ${payload.items.map((item) => item.name)}` : `${event} ${payload.code}`);

Telegram.WebApp.ready();
log(`bridge ${wallet.protocolVersion} ${wallet.isWalletBrowser} ${wallet.walletInfo.app_name}`);
press('connect', async () => {
  const items = [{ name: 'ton_addr' }, { name: 'ton_proof', payload: 'nonce-1' }];
  const event = await wallet.connect(2, { manifestUrl: `${location.origin}/manifest.json`, items });
  window.connected = event;
  told(event);
});
press('restore', async () => told(await wallet.restoreConnection()));
press('forget', async () => { wallet.disconnect(); log('forgotten'); });
press('pay', async () => {
  const { to, amount, payload } = window.bill;
  const request = { valid_until: 4294967295, network: '-3', messages: [{ address: to, amount, payload }] };
  const answer = await wallet.send({ method: 'sendTransaction', params: [JSON.stringify(request)], id: '7' });
  window.paid = answer;
  log(answer.error ? `refused ${answer.error.code} ${answer.id}` : `paid ${answer.id}`);
});
