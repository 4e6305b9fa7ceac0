// Draws the tables of the page of figures. A chart shows nothing that its table does not say, and is left out where it
// cannot be drawn.

const COLOURS = ["#2f6fb7", "#2a9d8f", "#e09f3e", "#8a94a3", "#8e5ea2", "#5a8f3c", "#b04a4a"];
const LYING = 12;

const numbers = (table, series) => {
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
  return {
    labels: rows.map(([label]) => label),
    series: heads.slice(1, series + 1).map((name, at) => ({ name, data: rows.map((row) => Number(row[at + 1]) || 0) })),
  };
};

const shortened = (label) => (label.length > 18 ? `${label.slice(0, 17)}…` : label);

const options = (kind, { labels, series }) => {
  const style = getComputedStyle(document.documentElement);
  const [text, line, surface] = ["--text", "--line", "--surface"].map((name) => style.getPropertyValue(name).trim());
  const lying = kind === "bars";
  const shown = lying ? labels.slice(0, LYING).reverse() : labels;
  const names = {
    type: "category",
    data: shown,
    axisLabel: { color: text, formatter: lying ? shortened : (day) => day.slice(5) },
    axisLine: { lineStyle: { color: line } },
  };
  const values = {
    type: "value",
    minInterval: 1,
    axisLabel: { color: text },
    axisLine: { show: false },
    splitLine: { lineStyle: { color: line } },
  };
  return {
    animation: false,
    color: COLOURS,
    textStyle: { fontFamily: "inherit", color: text },
    legend: { show: series.length > 1, textStyle: { color: text }, top: 0, type: "scroll" },
    grid: { top: series.length > 1 ? 36 : 8, left: 8, right: 24, bottom: 8, containLabel: true },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      axisPointer: { type: "shadow" },
      backgroundColor: surface,
      borderColor: line,
      borderWidth: 1,
      textStyle: { color: text },
    },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    series: series.map(({ name, data }) => ({
      name,
      type: "bar",
      stack: "all",
      barMaxWidth: 28,
      data: lying ? data.slice(0, LYING).reverse() : data,
    })),
  };
};

const draw = () => {
  for (const place of document.querySelectorAll("[data-chart]")) {
    const table = place.parentElement.querySelector("table");
    const figures = numbers(table, Number(place.dataset.series));
    place.hidden = false;
    place.classList.toggle("short", place.dataset.chart === "bars" && figures.labels.length < 5);
    const chart = window.echarts.getInstanceByDom(place) ?? window.echarts.init(place);
    chart.setOption(options(place.dataset.chart, figures));
  }
};

if (window.echarts) {
  draw();
  for (const details of document.querySelectorAll(".figures details")) {
    details.open = false;
  }
  addEventListener("resize", () => {
    for (const place of document.querySelectorAll("[data-chart]")) {
      window.echarts.getInstanceByDom(place).resize();
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
}
