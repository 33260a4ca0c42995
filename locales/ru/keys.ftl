console-keys-none = По адресу { $path } нет хранилища ключей.
console-keys-ask-passphrase = Пароль хранилища ключей:{" "}
console-keys-ask-again = Тот же пароль ещё раз:{" "}
console-keys-ask-key = 64 шестнадцатеричные цифры ключа или его 24 слова:{" "}
console-keys-differ = Пароли не совпадают.
console-keys-taken = У этой роли уже есть ключ. Чтобы заменить его, используйте rotate.
console-keys-active = действует
console-keys-retired = выведен
