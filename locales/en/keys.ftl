console-keys-none = There is no key store at { $path }.
console-keys-ask-passphrase = Passphrase of the key store:{" "}
console-keys-ask-again = The same passphrase again:{" "}
console-keys-ask-key = 64 hex digits of the key, or its 24 words:{" "}
console-keys-differ = The two passphrases differ.
console-keys-taken = This role has a key. Use rotate to replace it.
console-keys-active = active
console-keys-retired = retired
