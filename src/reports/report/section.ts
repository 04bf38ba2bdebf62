import { type Content, type Markup, markup, raw } from "../../base/markup";

/** A section of the page, with a heading that the navigation links to. */
export const section = (id: string, title: string, ...content: readonly Content[]): HtmlSection => ({
  id,
  title,
  body: markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${content}</section>`,
});

export interface HtmlSection {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

/**
 * A table whose first column has the names of its rows. Columns of numbers align to the right. A narrow screen shows it as a list,
 * in which each value has the name of its column.
 */
export function tableMarkup(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Content[])[],
  numeric: readonly number[] = [],
): Markup {
  const alignment = (column: number): Markup => raw(numeric.includes(column) ? ' class="number"' : "");
  const row = ([first = "", ...rest]: readonly Content[]): Markup =>
    markup`<tr><th scope="row">${first}</th>${rest.map((cell, index) => markup`<td${alignment(index + 1)} data-name="${head[index + 1] ?? ""}">${cell}</td>`)}</tr>`;
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${head.map((each, index) => markup`<th scope="col"${alignment(index)}>${each}</th>`)}</tr></thead><tbody>${rows.map(row)}</tbody></table></div>`;
}

export const bullets = (items: readonly Content[]): Markup =>
  markup`<ul>${items.map((item) => markup`<li>${item}</li>`)}</ul>`;

export const note = (...content: readonly Content[]): Markup => markup`<p class="note">${content}</p>`;
