// SPDX-License-Identifier: Apache-2.0
// Shows the events of the stream. The browser reconnects by itself when the stream breaks.
const time = document.getElementById("time");
const script = document.currentScript; // .../assets/clock/clock.js, also below a base path
const ticks = new EventSource(new URL("../../clock/ticks", script.src));
ticks.onmessage = (tick) => { time.textContent = tick.data; };
addEventListener("pagehide", () => ticks.close());
