// Proofs as wallets in JavaScript make them: keys, state-inits and signatures by npm's libraries.
// Arguments: the folder of the packages, then JSON {network, domain, payload, timestamp, seed}.
// Prints one JSON line for each wallet.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import path from "node:path";

const [packages, order] = process.argv.slice(2);
const load = createRequire(path.join(packages, "package.json"));
const { beginCell, contractAddress, storeStateInit } = load("@ton/core");
const ton = load("@ton/ton");
const nacl = load("tweetnacl");

const { network, domain, payload, timestamp, seed } = JSON.parse(order);
const pair = nacl.sign.keyPair.fromSeed(Buffer.from(seed, "hex"));
const publicKey = Buffer.from(pair.publicKey);
const sha256 = (bytes) => createHash("sha256").update(bytes).digest();

function signed(address) {
  const workchain = Buffer.alloc(4);
  workchain.writeInt32BE(address.workChain);
  const host = Buffer.from(domain);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(host.length);
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE(BigInt(timestamp));
  const message = Buffer.concat([
    Buffer.from("ton-proof-item-v2/"),
    workchain,
    address.hash,
    length,
    host,
    time,
    Buffer.from(payload),
  ]);
  const whole = Buffer.concat([Buffer.from([255, 255]), Buffer.from("ton-connect"), sha256(message)]);
  return Buffer.from(nacl.sign.detached(sha256(whole), pair.secretKey)).toString("base64");
}

const wallets = {
  v3r2: ton.WalletContractV3R2.create({ workchain: 0, publicKey }),
  v4r2: ton.WalletContractV4.create({ workchain: 0, publicKey }),
  v5r1: ton.WalletContractV5R1.create({
    publicKey,
    walletId: {
      networkGlobalId: Number(network),
      context: { walletVersion: "v5r1", workchain: 0, subwalletNumber: 0 },
    },
  }),
};

for (const [version, { init }] of Object.entries(wallets)) {
  const address = contractAddress(0, init);
  const state = beginCell().store(storeStateInit(init)).endCell();
  const told = {
    version,
    address: address.toRawString(),
    state_init: state.toBoc().toString("base64"),
    public_key: publicKey.toString("hex"),
    signature: signed(address),
  };
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
