import { type Check, ruleOf } from "../check";
import { openingsOf } from "../../infrastructure/network-openings";
import { returnPathFindings } from "./return-paths";
import TEXTS from "./texts.json";

export const clientsHaveReturnPath: Check = {
  ...ruleOf(TEXTS, "clients-have-return-path"),
  run: (plan) =>
    returnPathFindings(
      plan,
      openingsOf(plan).listeners.filter(({ interfaces }) => interfaces.internetFacing === false),
    ),
};
