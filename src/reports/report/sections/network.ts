import { type Drawing } from "../../diagram/drawing";
import { FIELDS, type Field } from "../../diagram/shapes";
import { svgOf } from "../../svg";
import { type Markup, markup, raw } from "../../../base/markup";
import { section, type HtmlSection, tableMarkup, note } from "../section";

/** Width of the content on a phone of 390 CSS pixels. */
const PHONE_WIDTH = 358;

/** Picture of the network, and its arrows in words. */
export function networkSections(drawing: Drawing): HtmlSection[] {
  const titles = new Map(drawing.boxes.map(({ id, title, lines }) => [id, { title, lines }]));
  const nameOfBox = (id: string): string => {
    const box = titles.get(id);
    const ranges = box?.title === "Clients" || box?.title === "Operators" ? box.lines : [];
    return [box?.title ?? id, ...ranges.map(({ cells }) => cells.join(" "))].join(" ");
  };
  return [
    section(
      "network",
      "Network",
      markup`<figure tabindex="0" role="group" aria-label="Picture of the network"><div class="wide">${raw(svgOf(drawing))}</div><div class="narrow">${raw(svgOf(drawing, PHONE_WIDTH))}</div>${legend()}</figure>`,
    ),
    section(
      "connections",
      "Who reaches whom",
      tableMarkup(
        "Connections that the security groups of both sides allow",
        ["from", "to", "protocols and ports"],
        drawing.edges
          .filter(({ label }) => label !== "")
          .map(({ from, to, label, denied }) => [
            nameOfBox(from),
            nameOfBox(to),
            denied ? `denied: ${label}` : label,
          ]),
      ),
      note(
        "Network ACLs, routes, network policies and endpoint policies are not in this table. The checks prove them.",
      ),
    ),
  ];
}

/** Colours and lines of the picture. */
const legend = (): Markup =>
  markup`<figcaption><ul class="legend">${[
    ...(Object.keys(FIELDS) as Field[]).map(
      (field) => markup`<li><span class="swatch ${field}"></span>${FIELDS[field].title}</li>`,
    ),
    markup`<li><span class="line"></span>connection that the security groups of both sides allow, with its ports</li>`,
    markup`<li><span class="line way"></span>way of traffic, without security groups</li>`,
    markup`<li><span class="line denied"></span>connection that is needed and denied</li>`,
  ]}</ul></figcaption>`;
