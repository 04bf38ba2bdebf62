import { type Drawing } from "../../shared/diagram/drawing";
import { type Section, markup, note, raw, section, table } from "../markup";

/** Picture of the network, and its arrows in words. */
export function networkSections(drawing: Drawing, svg: string): Section[] {
  const titles = new Map(drawing.boxes.map(({ id, title, lines }) => [id, { title, lines }]));
  const nameOf = (id: string): string => {
    const box = titles.get(id);
    const ranges = box?.title === "Clients" || box?.title === "Operators" ? box.lines : [];
    return [box?.title ?? id, ...ranges.map(({ cells }) => cells.join(" "))].join(" ");
  };
  return [
    section(
      "network",
      "Network",
      markup`<figure tabindex="0" role="group" aria-label="Picture of the network">${raw(svg)}</figure>`,
    ),
    section(
      "connections",
      "Who reaches whom",
      table(
        "Connections that the security groups of both sides allow",
        ["from", "to", "protocols and ports"],
        drawing.edges
          .filter(({ label }) => label !== "")
          .map(({ from, to, label, denied }) => [
            nameOf(from),
            nameOf(to),
            denied ? `denied: ${label}` : label,
          ]),
      ),
      note(
        "Network ACLs, routes, network policies and endpoint policies are not in this table. The checks prove them.",
      ),
    ),
  ];
}
