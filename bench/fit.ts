/** Of a quantity that grows with two others, how much of it one of each takes: the plane through the points, by least squares. */
export function slopes(points: readonly (readonly [x: number, y: number, z: number])[]): [ofX: number, ofY: number] {
  const mean = (axis: 0 | 1 | 2) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [meanX, meanY, meanZ] = [mean(0), mean(1), mean(2)];
  let [xx, xy, yy, xz, yz] = [0, 0, 0, 0, 0];
  for (const [x, y, z] of points) {
    xx += (x - meanX) ** 2;
    xy += (x - meanX) * (y - meanY);
    yy += (y - meanY) ** 2;
    xz += (x - meanX) * (z - meanZ);
    yz += (y - meanY) * (z - meanZ);
  }
  const determinant = xx * yy - xy ** 2;
  return [(xz * yy - yz * xy) / determinant, (yz * xx - xz * xy) / determinant];
}

/** The exponent by which the second number grows with the first: the slope of the line through their logarithms. */
export function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (axis: 0 | 1) => logs.reduce((sum, point) => sum + point[axis], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const over = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
