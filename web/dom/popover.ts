const margin = 8;

/** Opens a popover below its button, or above it when there is no room. */
export function openBeside(popover: HTMLElement, button: Element): void {
  popover.showPopover();
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = at.bottom + margin;
  const top = below + height < innerHeight ? below : at.top - height - margin;
  const left = Math.min(at.left, innerWidth - width - margin);
  popover.style.top = `${Math.max(margin, top)}px`;
  popover.style.left = `${Math.max(margin, left)}px`;
}
