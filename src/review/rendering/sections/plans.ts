import { stackName } from "../../../base/layers";
import { joinValues, say } from "../../stages/phrase";
import { type Review } from "../../stages/review";
import { allCounts } from "../headline";
import { type PageLine } from "../page";
import { type ShownLines } from "../place";

/** Plans of Terraform, compared with the prediction. */
export function planSectionLines({ environment, plans }: Review, shown: ShownLines): PageLine[] {
  return plans.flatMap(({ layer, planned, differences, later }): PageLine[] => {
    const stack = stackName(environment, layer);
    if (!planned) return [{ mark: "attention", text: say`${stack}: not planned` }];
    const agrees = differences.length === 0 ? [", as expected"] : [];
    return [
      { text: say`${stack}: Terraform plans ${[allCounts(planned)]}${agrees}` },
      ...differences
        .filter(({ address, planned: says }) => !shown.says({ layer, address }, says))
        .map(({ address, expected, planned: says, why }): PageLine => ({
          mark: "attention",
          text: say`${stack} ${address}: expected ${expected}, Terraform plans ${says}`,
          details: [[why]],
        })),
      ...(later.length > 0
        ? [
            {
              text: say`${stack}: not yet in the plan, because an earlier layer must be applied first: ${joinValues(later)}`,
            },
          ]
        : []),
    ];
  });
}
