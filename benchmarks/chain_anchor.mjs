/* The same payments on npm @ton/sandbox: one wallet v4r2 pays one address, again and again.
   Reads a number of payments per line, answers with {"transactions", "seconds", "times_ms"}. */
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const contracts = createRequire(process.argv[2]);
const { Blockchain } = contracts('@ton/sandbox');
const { internal, SendMode, toNano } = contracts('@ton/core');
const { WalletContractV4 } = contracts('@ton/ton');
const { keyPairFromSeed } = contracts('@ton/crypto');

const chain = await Blockchain.create();
const rich = await chain.treasury('rich');
const keys = keyPairFromSeed(Buffer.alloc(32, 1));
const wallet = chain.openContract(WalletContractV4.create({ workchain: 0, publicKey: keys.publicKey }));
await rich.send({ to: wallet.address, value: toNano('100000'), bounce: false });
let seqno = 0;

async function pay() {
  const before = performance.now();
  const done = await wallet.sendTransfer({
    seqno: seqno++,
    secretKey: keys.secretKey,
    sendMode: SendMode.PAY_GAS_SEPARATELY,
    messages: [internal({ to: rich.address, value: 1_000_000n, bounce: false })],
  });
  return [done.transactions.length, performance.now() - before];
}

await pay();
for await (const line of createInterface({ input: process.stdin })) {
  let transactions = 0;
  const times = [];
  const began = performance.now();
  for (let n = Number(line); n > 0; n--) {
    const [made, took] = await pay();
    transactions += made;
    times.push(took);
  }
  console.log(JSON.stringify({ transactions, seconds: (performance.now() - began) / 1000, times_ms: times }));
}
