// Texts of the page whose contrast is less than `least`, by the colours that the browser computed.
// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
least => {
  const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const parts = (colour) => {
    probe.clearRect(0, 0, 1, 1);
    probe.fillStyle = colour;
    probe.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = probe.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], below) => [...[r, g, b].map((part, at) => part * a + below[at] * (1 - a)), 1];
  const under = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      layers.push(parts(getComputedStyle(one).backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const weights = [0.2126, 0.7152, 0.0722];
  const light = (colour) => weights.reduce((sum, weight, at) => sum + weight * linear(colour[at] / 255), 0);
  const ratio = (one, other) => {
    const [less, more] = [light(one), light(other)].sort((left, right) => left - right);
    return (more + 0.05) / (less + 0.05);
  };
  const shown = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !element.closest('.unseen, button:disabled');
  const texts = [...document.querySelectorAll('main *')].filter(shown);
  const faint = texts.map((element) => {
    const ground = under(element);
    const found = ratio(over(parts(getComputedStyle(element).color), ground), ground);
    return found < least ? `${found.toFixed(2)} ${element.className}: ${element.textContent.trim().slice(0, 40)}` : '';
  });
  return { seen: texts.length, faint: faint.filter(Boolean) };
}
