/* Drives the toncenter face with npm @ton/ton, unmodified: `address <seed>` tells the wallet's
 * address, `drive <face> <seed> <to>` pays three times and reads all back; JSON on stdout. */
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../contracts/package.json', import.meta.url));
const { Address, internal, SendMode, toNano, TonClient, WalletContractV5R1 } = require('@ton/ton');
const { keyPairFromSeed } = require('@ton/crypto');

const [command, ...given] = process.argv.slice(2);
const seed = Buffer.from(command === 'address' ? given[0] : given[1], 'hex');
const keys = keyPairFromSeed(seed);
const wallet = WalletContractV5R1.create({ publicKey: keys.publicKey, walletId: { networkGlobalId: -3 } });

if (command === 'address') console.log(JSON.stringify({ address: wallet.address.toRawString() }));
else console.log(JSON.stringify(await drive(given[0], Address.parse(given[2]))));

async function drive(face, to) {
  const client = new TonClient({ endpoint: `${face}/ton/api/v2/jsonRPC`, apiKey: 'test' });
  const open = client.open(wallet);
  const told = { before: `${await client.getBalance(wallet.address)}`, deployed: await client.isContractDeployed(wallet.address) };
  const order = (seqno, n) => ({
    seqno, secretKey: keys.secretKey, sendMode: SendMode.PAY_GAS_SEPARATELY,
    messages: [internal({ to, value: toNano('1.5'), body: `order ${n}`, bounce: false })],
  });
  for (let n = 0; n < 3; n += 1) {
    const seqno = await open.getSeqno();
    await open.sendTransfer(order(seqno, n));
    await reached(() => open.getSeqno(), (now) => now === seqno + 1);
  }
  told.seqno = await open.getSeqno();
  told.after = `${await client.getBalance(wallet.address)}`;
  try { await open.sendTransfer(order(0, 9)); } catch (error) { told.stale = { status: error.response.status, ...error.response.data }; }
  const state = await reached(() => client.getContractState(to), ({ balance }) => balance === toNano('4.5'));
  told.received = `${state.balance}`;
  told.to = state.state;
  const all = await client.getTransactions(wallet.address, { limit: 100 });
  const first = await client.getTransactions(wallet.address, { limit: 2 });
  const last = first[first.length - 1];
  const place = { lt: `${last.lt}`, hash: last.hash().toString('base64') };
  const second = await client.getTransactions(wallet.address, { limit: 100, ...place });
  told.lts = all.map((one) => `${one.lt}`);
  told.paged = [...first, ...second].map((one) => `${one.lt}`);
  told.comments = (await client.getTransactions(to, { limit: 10 })).map((one) => one.inMessage.body.beginParse().skip(32).loadStringTail());
  const sent = all[0].outMessages.values()[0].info;
  told.located = (await client.tryLocateResultTx(wallet.address, to, `${sent.createdLt}`)).inMessage.info.value.coins === toNano('1.5');
  const key = (await client.runMethod(wallet.address, 'get_public_key')).stack.readBigNumber();
  told.key = key.toString(16).padStart(64, '0') === keys.publicKey.toString('hex');
  const missing = await client.runMethodWithError(wallet.address, 'no_such_method');
  told.missing = missing.exit_code;
  const head = await client.getMasterchainInfo();
  const [shard] = await client.getWorkchainShards(head.latestSeqno);
  told.shard = shard.workchain;
  told.rows = (await client.getShardTransactions(0, shard.seqno, shard.shard)).length;
  return told;
}

/* The chain makes its blocks by itself: asks until it is so, for a bounded time. */
async function reached(ask, fits) {
  for (let round = 0; round < 400; round += 1) {
    const found = await ask();
    if (fits(found)) return found;
    await new Promise((done) => { setTimeout(done, 25); });
  }
  throw new Error('the chain did not get there');
}
