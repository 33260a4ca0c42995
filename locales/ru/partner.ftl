keys-title = 🗝 Ключи для программ
keys-lead = С ключом ваша программа пользуется Souk вместо вас. Вывести деньги или изменить учётную запись ключом нельзя.
keys-none = Ключей пока нет.
keys-line = { $n }. { $name }: { $scopes }, { $used }
keys-used = использован { $at }
keys-unused = ещё не использован
keys-scope-read = чтение
keys-scope-write = действия
keys-scope-games = игра за других
keys-button-new = Новый ключ
keys-button-rotate = Новый секрет { $n }
keys-button-revoke = Отозвать { $n }
keys-ask-scopes = Что будет можно новому ключу? Затем напишите его название.
keys-button-scope = { $on ->
        [yes] ✅
       *[no] ▫️
    } { $scope }
keys-ask-name = Напишите название ключа, до 40 знаков. /cancel — выйти.
keys-made = Ключ готов. Вот его номер и секрет, он показывается один раз:
keys-rotated = Вот новый секрет, он показывается один раз. Прежний действует ещё сутки.
keys-repeated = Это уже сделано, а секрет показывается только один раз. Если он потерян, создайте новый.
keys-number = Номер: <code>{ $id }</code>
keys-secret = Секрет: <code>{ $secret }</code>
keys-keep = Сохраните его там, где его прочтёт только ваша программа, и нажмите кнопку: секрет исчезнет из чата.
keys-button-kept = Сохранено
keys-revoke-ask = Отозвать «{ $name }»? Программы с этим ключом сразу перестанут работать.
keys-button-revoke-yes = Да, отозвать
keys-revoked = Ключ отозван.

partner-title = 🤝 Партнёр просит согласия
partner-question = «{ $name }» хочет открывать матчи за вас, входить в них и выходить, а также видеть ваш баланс в этом боте. Бросаете по-прежнему только вы, и вывести деньги нельзя.
partner-button-agree = Согласен
partner-button-refuse = Нет
partner-agreed = Готово. Кто может играть за вас, видно в /keys.
partner-refused = Отказано. За вас ничего не делается.
partner-line = { $name }: { $state ->
        [given] может играть за вас
        [asked] просит согласия
       *[refused] не может
    }
partner-lead = Кто играет за вас:
partner-button-open = { $name }

notice-partner-asks = 🤝 «{ $name }» хочет играть матчи за вас: открывать их, входить и выходить, видеть ваш баланс здесь. Бросаете по-прежнему только вы, и вывести деньги нельзя. Разрешить? { $at }
notice-key-made = 🗝 Создан ключ для программ «{ $name }». Это не вы? Отзовите его в /keys. { $at }
notice-key-rotated = 🗝 У ключа «{ $name }» новый секрет. Это не вы? Отзовите ключ в /keys. { $at }
notice-key-revoked = 🗝 Ключ «{ $name }» отозван. { $at }
notices-kind-users-partner = Запросы партнёров: { $state }
