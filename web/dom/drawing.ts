const svg = 'http://www.w3.org/2000/svg';

/** An SVG of paths, each with its class; `box` is the viewBox. Hidden from screen readers. */
export function drawing(
  className: string,
  box: string,
  paths: readonly (readonly [className: string, d: string])[],
): SVGSVGElement {
  const root = document.createElementNS(svg, 'svg');
  root.setAttribute('class', className);
  root.setAttribute('viewBox', box);
  root.setAttribute('aria-hidden', 'true');
  for (const [name, d] of paths) {
    const path = document.createElementNS(svg, 'path');
    path.setAttribute('class', name);
    path.setAttribute('d', d);
    path.setAttribute('pathLength', '1');
    root.append(path);
  }
  return root;
}
