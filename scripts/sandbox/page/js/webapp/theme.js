/* The theme that a phone hands to its Mini App, by Telegram's names. */

const LIGHT = {
  bg_color: '#ffffff', text_color: '#000000', hint_color: '#707579', link_color: '#2481cc',
  button_color: '#3390ec', button_text_color: '#ffffff', secondary_bg_color: '#f0f2f5', header_bg_color: '#ffffff',
  bottom_bar_bg_color: '#ffffff', accent_text_color: '#2481cc', section_bg_color: '#ffffff',
  section_header_text_color: '#6d7680', section_separator_color: '#e4e7ea', subtitle_text_color: '#707579', destructive_text_color: '#d93a3f',
};
const DARK = {
  bg_color: '#17212b', text_color: '#f5f5f5', hint_color: '#8296a8', link_color: '#6ab3f3',
  button_color: '#5288c1', button_text_color: '#ffffff', secondary_bg_color: '#0f1822', header_bg_color: '#17212b',
  bottom_bar_bg_color: '#17212b', accent_text_color: '#6ab2f2', section_bg_color: '#17212b',
  section_header_text_color: '#6ab3f3', section_separator_color: '#0c141c', subtitle_text_color: '#8296a8', destructive_text_color: '#ec5a5f',
};
export const themeParams = (theme) => (theme === 'dark' ? DARK : LIGHT);

/* The launch address with this phone's theme, as a client adds it. */
export function launchAddress(address, theme) {
  const url = new URL(address);
  const fields = new URLSearchParams(url.hash.slice(1));
  if (!fields.has('tgWebAppVersion')) fields.set('tgWebAppVersion', '9.6');
  if (!fields.has('tgWebAppPlatform')) fields.set('tgWebAppPlatform', 'web');
  fields.set('tgWebAppThemeParams', JSON.stringify(themeParams(theme)));
  url.hash = fields.toString();
  return url.href;
}
