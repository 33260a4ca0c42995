notice-mint-review = ❗ В сети не то, что чеканили. Само ничего не чеканится заново: посмотрите. Чеканка <code>{ $mint }</code>, <code>{ $address }</code>
