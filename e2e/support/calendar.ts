// Days as people write them, and days on which the council works for certain.

const day = 24 * 60 * 60 * 1000;

/** So many days later. */
export function later(from: Date, days: number): Date {
  return new Date(from.getTime() + days * day);
}

/** A Tuesday, Wednesday or Thursday on or after a day, and never around the turn of the year: no bank holiday falls there. */
export function working(from: Date): Date {
  const quiet = (at: Date): boolean => {
    const [month, date] = [at.getUTCMonth(), at.getUTCDate()];
    return (month === 11 && date >= 23) || (month === 0 && date <= 5);
  };
  let at = from;
  while (at.getUTCDay() < 2 || at.getUTCDay() > 4 || quiet(at)) at = later(at, 1);
  return at;
}

/** The first day of the next month. */
export function nextMonth(from: Date, months = 1): Date {
  return new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1, 12));
}

/** `27 March 2027`. */
export function written(at: Date): string {
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}
