// The one place that knows where vendored code lies.
import '../vendor/fluent-bundle.js';

export {
  html, render, useEffect, useLayoutEffect, useMemo, useRef, useState,
} from '../vendor/htm-preact.module.js';
export const { FluentBundle, FluentResource } = globalThis.FluentBundle;

const sprite = new URL('../vendor/icons.svg', import.meta.url).href;
export const iconAddress = (name) => `${sprite}#${name}`;
