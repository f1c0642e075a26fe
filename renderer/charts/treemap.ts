/**
 * A squarified treemap (Bruls, Huizing and van Wijk 2000): rectangles whose areas are proportional to their values, as
 * near to squares as rows of them can be.
 */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One box for each value, in the order of the values. Values are above 0; the largest should come first. */
export function treemap(values: readonly number[], room: Box): readonly Box[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total <= 0 || room.width <= 0 || room.height <= 0) return values.map(() => ({ ...room, width: 0, height: 0 }));
  const areas = values.map((value) => (value / total) * room.width * room.height);
  const boxes: Box[] = [];
  let left = room;
  let start = 0;
  while (start < areas.length) {
    const side = Math.min(left.width, left.height);
    let end = start + 1;
    while (end < areas.length && worstOf(areas.slice(start, end + 1), side) <= worstOf(areas.slice(start, end), side)) {
      end += 1;
    }
    const row = areas.slice(start, end);
    boxes.push(...layRow(row, left));
    left = leftAfter(row, left);
    start = end;
  }
  return boxes;
}

/** The largest ratio of sides among the boxes of a row along a side. */
function worstOf(row: readonly number[], side: number): number {
  const sum = row.reduce((total, area) => total + area, 0);
  const [most, least] = [Math.max(...row), Math.min(...row)];
  return Math.max((side ** 2 * most) / sum ** 2, sum ** 2 / (side ** 2 * least));
}

function layRow(row: readonly number[], room: Box): Box[] {
  const sum = row.reduce((total, area) => total + area, 0);
  const isUpright = room.width >= room.height;
  const side = isUpright ? room.height : room.width;
  const thickness = sum / side;
  let along = 0;
  return row.map((area) => {
    const length = area / thickness;
    const box = isUpright
      ? { x: room.x, y: room.y + along, width: thickness, height: length }
      : { x: room.x + along, y: room.y, width: length, height: thickness };
    along += length;
    return box;
  });
}

function leftAfter(row: readonly number[], room: Box): Box {
  const sum = row.reduce((total, area) => total + area, 0);
  if (room.width >= room.height) {
    const thickness = sum / room.height;
    return { ...room, x: room.x + thickness, width: room.width - thickness };
  }
  const thickness = sum / room.width;
  return { ...room, y: room.y + thickness, height: room.height - thickness };
}
