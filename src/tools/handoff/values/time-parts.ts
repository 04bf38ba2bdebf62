import { type View } from "./places";

/** The hours and the minutes of a time of day, which schedules have apart. */
export function timeViews(view: View): View[] {
  if (!view.candidate || !view.shown.every((each) => TIME.test(each))) return [];
  return [0, 1].map((index) => ({
    ...view,
    shown: view.shown.map((each) => String(Number(each.split(":")[index]))),
    numbers: view.shown.map((each) => Number(each.split(":")[index])),
    part: (name: string) => `tonumber(split(":", ${name})[${index}])`,
  }));
}

const TIME = /^\d\d:\d\d$/;
