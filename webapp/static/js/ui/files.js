// A file for the person: shared on a phone, saved in a browser.
import { inside } from '../telegram.js';

const phone = () => matchMedia('(pointer: coarse)').matches;

export async function keepFile({ blob, name }, otherwise) {
  const file = new File([blob], name || otherwise, { type: blob.type });
  // Telegram's web views on phones ignore downloads of what a page made itself.
  if (inside && phone() && navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return;
    } catch (problem) {
      if (problem.name === 'AbortError') return;
    }
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
