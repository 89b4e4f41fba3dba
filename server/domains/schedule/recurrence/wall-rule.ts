/** A rule over wall times, which knows nothing of zones. Wall times are milliseconds since 1970 on a wall without offset. */
export type WallRule = {
  /** the rule's times after `wall`, in order; it ends where none is left within a lifetime */
  after: (wall: number) => Iterable<number>;
  /** whether it names no hour, as "every 15 minutes": then it goes by elapsed time where clocks are set back or forward */
  everyHour: boolean;
  /** no slot is later than this instant, in milliseconds */
  until?: number;
};
