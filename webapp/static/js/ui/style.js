// Style sheets that only some screens need, worn when the first of them is gone to.
const worn = new Map();

export function wear(path) {
  if (!worn.has(path)) {
    worn.set(path, new Promise((done, failed) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = new URL(`../../${path}`, import.meta.url).href;
      link.onload = done;
      link.onerror = () => { worn.delete(path); link.remove(); failed(new Error(path)); };
      document.head.append(link);
    }));
  }
  return worn.get(path);
}

// A classic script of others that leaves its name on the page.
export function bring(path, name) {
  if (globalThis[name]) return Promise.resolve(globalThis[name]);
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = new URL(`../../${path}`, import.meta.url).href;
    script.onload = () => done(globalThis[name]);
    script.onerror = () => { script.remove(); failed(new Error(path)); };
    document.head.append(script);
  });
}
