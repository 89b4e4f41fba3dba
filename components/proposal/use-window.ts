"use client";

import { type RefObject, useEffect, useLayoutEffect, useState } from "react";

const overscan = 8;
/** rows drawn before the height of the list is known */
const firstRows = 16;

/**
 * Which rows of a long list with equal heights are drawn. Scrolling only draws anew when another row comes into reach.
 * @param height of one row in pixels
 * @returns the first row to draw and the one after the last
 */
export function useWindow(list: RefObject<HTMLElement | null>, count: number, height: number): [number, number] {
  const [range, setRange] = useState<[number, number]>([0, firstRows]);
  // outside system: the scroll position and the size of the list
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const look = () => {
      const first = Math.max(0, Math.floor(element.scrollTop / height) - overscan);
      const end = Math.ceil((element.scrollTop + element.clientHeight) / height) + overscan;
      // in steps of half the overscan, so that most frames of a scroll draw nothing
      const step = overscan / 2;
      const next: [number, number] = [first - (first % step), end + step - (end % step)];
      setRange((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const watch = new ResizeObserver(look);
    watch.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      watch.disconnect();
    };
  }, [list, height]);
  return [Math.min(range[0], Math.max(0, count - 1)), Math.min(range[1], count)];
}

/** Keeps a row in view. */
export function useRowInView(list: RefObject<HTMLElement | null>, index: number, height: number): void {
  // outside system: the scroll position of the list
  useLayoutEffect(() => {
    const element = list.current;
    if (!element || index < 0) return;
    const top = index * height;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + height > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + height - element.clientHeight;
    }
  }, [list, index, height]);
}
