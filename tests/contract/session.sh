#!/usr/bin/env bash
# Two people with curl and jq: the session that scripts may take for an example. It prints what the
# comments say. SOUK_WORLD and SOUK_API name other addresses than the usual ones.
set -euo pipefail
W=${SOUK_WORLD:-http://127.0.0.1:8090/world}; A=${SOUK_API:-http://127.0.0.1:8080/api/v1}
world() { curl -sf --json "$2" "$W/$1"; }                              # POST; curl 7.82 or newer
idle()  { curl -sf --retry 5 "$W/idle?wait_s=20" >/dev/null; }           # again: for slow machines
token() { world "people/$1/launch" '{"kind":"mini_app"}' | jq -c .auth | curl -sf --json @- "$A/auth" | jq -r .token; }
uuid()  { python3 -c 'import uuid; print(uuid.uuid4())'; }
app()   { local t=$1 path=$2; shift 2; curl -sf -H "Authorization: Bearer $t" -H "Idempotency-Key: $(uuid)" "$@" "$A/$path"; }

world reset '{"seed":7,"pace":50,"clock":{"now":"2026-12-01T09:00:00.000Z","rate":0}}' >/dev/null
for p in alice bob; do                                                 # two people meet the bot and buy 50 Stars of credit
  world people "{\"username\":\"$p\",\"name\":\"$p\",\"language\":\"en\",\"stars\":\"1000\"}" >/dev/null
  world "chats/$p/messages" '{"start":""}' >/dev/null; idle
  world "chats/$p/press" '{"data":"terms:accept"}' >/dev/null; idle
  world "chats/$p/messages" '{"text":"/topup 50"}' >/dev/null
  slug=$(curl -sf --retry 5 "$W/chats/$p/messages?wait_s=20" | jq -r '[.items[].world.invoice // empty] | last.slug')
  world "invoices/$slug/pay?as=$p" '{}' | jq -r .status                # paid
done; idle
alice=$(token alice); bob=$(token bob)
app "$alice" balances | jq -c '.items[] | select(.asset=="XTR")'       # {"asset":"XTR","available":"50","held":"0"}

lobby=$(app "$alice" lobbies --json '{"game":"dice","rule":"single","stake":{"asset":"XTR","amount":"10"},"match":"open"}' | jq -r .id)
app "$bob" "lobbies/$lobby/join" --json '{}' | jq -r .state            # locked, or throwing
curl -sf -X PUT --json '{"alice":[6],"bob":[2]}' "$W/dice" >/dev/null; idle
world chats/alice/messages '{"dice":"🎲"}' >/dev/null
world chats/bob/messages   '{"dice":"🎲"}' >/dev/null; idle
world clock/advance '{"seconds":5}' >/dev/null; idle                   # the pause before the verdict
app "$alice" "lobbies/$lobby" | jq -c '[.state,.payout.amount]'        # ["resolved","19.4"]

world wallets '{"person":"alice","balance":{"asset":"TON","amount":"100"}}' >/dev/null
app "$alice" 'deposits/address?asset=TON' | jq -c '{to:.address,comment,value:{asset:"TON",amount:"2.5"}}' | curl -sf --json @- "$W/wallets/alice/transfers" >/dev/null; idle
app "$alice" deposits | jq -c '.items[0] | [.state,.value.amount]'     # ["credited","2.5"]

world faults '{"face":"tonnel","kind":"html","times":null}' | jq -r .id >/dev/null
lot=$(curl -sf "$W/listings?market=portals&limit=1" | jq -r '.items[0].id')
world "listings/$lot/sale" '{"buyer":"bob"}' >/dev/null; idle
curl -s -o /dev/null -w '%{http_code}\n' "$A/gifts/listings/$lot"      # 404: sold; tonnel shows as blocked in /gifts/markets, the rest goes on
curl -sf "$A/gifts/markets" | jq -c '[.items[] | select(.market=="tonnel" or .market=="portals") | .state]'  # ["blocked","ok"]
curl -sf "$A/status" | jq '[.invariants[].ok] | all'                   # true
