const drawings = {
  react: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8.5 14.5a4.3 4.3 0 0 0 7 0M9 9.5v.5M15 9.5v.5',
  edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5',
  close: 'M6 6l12 12M18 6L6 18',
  menu: 'M4 7h16M4 12h16M4 17h16',
  plus: 'M12 5v14M5 12h14',
  lock: 'M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11',
  archive: 'M4 4h16v5H4zM6 9v11h12V9M10 13h4',
  down: 'M12 5v13M6 12.5l6 6l6-6',
  more: 'M6 14.5l6-6l6 6',
  first: 'M7 6v12M18 6l-8 6l8 6z',
  previous: 'M16 6l-8 6l8 6z',
  next: 'M8 6l8 6l-8 6z',
  last: 'M17 6v12M6 6l8 6l-8 6z',
};

export type Icon = keyof typeof drawings;

const svg = 'http://www.w3.org/2000/svg';

/** An icon in the current text colour. Hidden from screen readers: the label stands beside it. */
export function icon(name: Icon): SVGSVGElement {
  const root = document.createElementNS(svg, 'svg');
  root.setAttribute('class', 'icon');
  root.setAttribute('viewBox', '0 0 24 24');
  root.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', drawings[name]);
  root.append(path);
  return root;
}
