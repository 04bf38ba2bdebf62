import { isTrue, number, text } from "../../terraform/stack-json";
import { type Factor, type LinesOf, costLine, hoursOf, monthsOf, times } from "../line";

/** Sizes of db.t4g, in instances of db.t4g.small: each has twice the memory of the one before it. */
const SIZES: Readonly<Record<string, number>> = {
  micro: 0.5,
  small: 1,
  medium: 2,
  large: 4,
  xlarge: 8,
  "2xlarge": 16,
};

/** Engines of the price. */
const PRICED: readonly string[] = ["postgres", "mysql"];

/** Instances of RDS with their storage. A standby is billed as a second instance with the same storage. */
export const databaseLines: LinesOf = (costing) =>
  costing.plan.resources("aws_db_instance").flatMap((resource) => {
    const { config } = resource;
    const instanceClass = text(config.instance_class) ?? "";
    const engine = text(config.engine) ?? "";
    const size = PRICED.includes(engine)
      ? SIZES[/^db\.t4g\.(\w+)$/.exec(instanceClass)?.[1] ?? ""]
      : undefined;
    const copies = times(isTrue(config.multi_az) ? 2 : 1, "instance");
    const line = (
      item: string,
      unitPrice: "smallDatabaseHour" | "databaseGbMonth",
      factors: Factor[],
      assumption: string,
    ) =>
      costLine(costing, resource, {
        item,
        billedAs: "AmazonRDS",
        unitPrice,
        factors: [copies, ...factors],
        assumption,
      });
    const most = number(config.max_allocated_storage) ?? 0;
    return [
      size === undefined
        ? costLine(costing, resource, {
            item: `database ${instanceClass}`,
            billedAs: "AmazonRDS",
            unitPrice: undefined,
            unknown: `no price for ${instanceClass} with the engine ${engine}`,
            factors: [copies, hoursOf(costing)],
            assumption: "runs all hours",
          })
        : line(
            `database ${instanceClass}`,
            "smallDatabaseHour",
            [times(size, "db.t4g.small"), hoursOf(costing)],
            "runs all hours; burst credits beyond the baseline cost more",
          ),
      line(
        "storage of a database",
        "databaseGbMonth",
        [times(number(config.allocated_storage) ?? 0, "GB"), monthsOf(costing)],
        most > 0
          ? `its first size; RDS adds more before it is full, up to ${most} GB`
          : "its size, which RDS does not raise",
      ),
    ];
  });
