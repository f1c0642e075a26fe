/**
 * Words that stand outside the window or are cut by a box around them, and whether the page scrolls sideways. Boxes
 * that can be scrolled by themselves, and text for screen readers only, are left out. Runs in the page.
 */
export function findCutText(): readonly string[] {
  const faults: string[] = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth} px wide in ${clientWidth} px`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (
      parent === null ||
      node.textContent?.trim() === '' ||
      parent.closest('script, style, .katex-mathml, option') !== null
    )
      continue;
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    let left = 0;
    let right = clientWidth;
    let top = Number.NEGATIVE_INFINITY;
    let bottom = Number.POSITIVE_INFINITY;
    let isApart = false;
    for (let around: Element | null = parent; around !== null; around = around.parentElement) {
      const style = getComputedStyle(around);
      const bounds = around.getBoundingClientRect();
      // Visually hidden text has a pixel or two, or clipped away; the skip link waits above the window.
      if (bounds.width <= 4 || style.clipPath === 'inset(50%)' || bounds.bottom < 0) isApart = true;
      if (style.overflowX === 'auto' || style.overflowX === 'scroll') isApart = true;
      if (style.overflowX === 'hidden' || style.overflowX === 'clip') {
        left = Math.max(left, bounds.left);
        right = Math.min(right, bounds.right);
      }
      if (style.overflowY === 'auto' || style.overflowY === 'scroll') isApart = true;
      if (style.overflowY === 'hidden' || style.overflowY === 'clip') {
        top = Math.max(top, bounds.top);
        bottom = Math.min(bottom, bounds.bottom);
      }
    }
    // A line's box is a little higher than its letters.
    const slack = Number.parseFloat(getComputedStyle(parent).fontSize) / 4;
    if (!isApart && parent.closest('.katex') === null && (box.top < top - slack || box.bottom > bottom + slack)) {
      faults.push(`"${node.textContent?.trim().slice(0, 60)}" is cut above or below`);
    }
    if (!isApart && (box.left < left - 1 || box.right > right + 1)) {
      faults.push(
        `"${node.textContent?.trim().slice(0, 60)}" lies at ${Math.round(box.left)} to ${Math.round(box.right)} px`,
      );
    }
  }
  return faults;
}
