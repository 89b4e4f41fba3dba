"use client";

import { type TouchEvent, useRef } from "react";

const least = 64;
/** the system's own gestures begin at the edges */
const edge = 24;

/** Whether something under a finger scrolls sideways by itself. */
function scrollsSideways(target: EventTarget): boolean {
  for (let node = target instanceof HTMLElement ? target : null; node; node = node.parentElement) {
    if (node.scrollWidth > node.clientWidth && /auto|scroll/.test(getComputedStyle(node).overflowX)) return true;
  }
  return false;
}

/** A swipe to the left moves on, one to the right moves back; what scrolls or is typed in keeps its own. */
export function useSwipe(onMove: (by: number) => void) {
  const start = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart: (event: TouchEvent) => {
      const touch = event.touches[0];
      const usable =
        touch && event.touches.length === 1 && !(event.target as Element).closest("input, textarea, select");
      const inside = touch && touch.clientX > edge && touch.clientX < window.innerWidth - edge;
      start.current =
        usable && inside && !scrollsSideways(event.target) ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd: (event: TouchEvent) => {
      const touch = event.changedTouches[0];
      const from = start.current;
      start.current = null;
      if (!touch || !from) return;
      const [across, down] = [touch.clientX - from.x, touch.clientY - from.y];
      if (Math.abs(across) >= least && Math.abs(across) > 2 * Math.abs(down)) onMove(across < 0 ? 1 : -1);
    },
  };
}
