notice-mint-review = ❗ The chain shows something else than was minted. Nothing is minted again by itself: look at it. Mint <code>{ $mint }</code>, <code>{ $address }</code>
