type Child = Node | string | false | undefined;
type Attributes = Record<string, string | boolean | undefined>;

/** Creates an element with attributes (true sets an empty one) and children. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') element.setAttribute(name, value);
    else if (value === true) element.toggleAttribute(name, true);
  }
  element.append(...children.filter(isThere));
  return element;
}

function isThere(child: Child): child is Node | string {
  return child !== undefined && child !== false;
}
