// Telegram's Login Widget: a script of theirs that draws its button beside itself.
export function mountWidget(spot, { source, bot, language }) {
  const script = document.createElement('script');
  script.src = source;
  Object.assign(script.dataset, {
    telegramLogin: bot, size: 'large', radius: '12', lang: language || '',
    authUrl: new URL('/login', location.href).href,
  });
  spot.append(script);
}

for (const spot of document.querySelectorAll('[data-login-bot]')) {
  mountWidget(spot, { source: spot.dataset.loginWidget, bot: spot.dataset.loginBot, language: document.documentElement.lang });
}
