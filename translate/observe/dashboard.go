package observe

import "github.com/fly2k8s/fly2k8s/internal/spec"

// A dashboard as Cloud Monitoring's API takes it.
// https://docs.cloud.google.com/monitoring/api/ref_v3/rest/v1/projects.dashboards
type dashboard struct {
	DisplayName string `json:"displayName"`
	Mosaic      mosaic `json:"mosaicLayout"`
}

type mosaic struct {
	Columns int    `json:"columns"`
	Tiles   []tile `json:"tiles"`
}

type tile struct {
	X      int    `json:"xPos,omitempty"`
	Y      int    `json:"yPos,omitempty"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Widget widget `json:"widget"`
}

type widget struct {
	Title string `json:"title"`
	Chart chart  `json:"xyChart"`
}

type chart struct {
	DataSets []dataSet `json:"dataSets"`
	YAxis    axis      `json:"yAxis"`
}

type dataSet struct {
	PlotType string     `json:"plotType"`
	Query    timeSeries `json:"timeSeriesQuery"`
}

type timeSeries struct {
	PromQL string `json:"prometheusQuery"`
}

type axis struct {
	Label string `json:"label"`
}

// Two charts stand beside each other.
const columns, wide, high = 48, 24, 16

func dashboardOf(a spec.App) dashboard { return dashboardWith(a.Name, queries(a)) }

func dashboardWith(name string, queries []query) dashboard {
	d := dashboard{DisplayName: name, Mosaic: mosaic{Columns: columns}}
	for i, q := range queries {
		d.Mosaic.Tiles = append(d.Mosaic.Tiles, tile{
			X: i % 2 * wide, Y: i / 2 * high, Width: wide, Height: high,
			Widget: widget{Title: q.title, Chart: chart{
				DataSets: []dataSet{{PlotType: "LINE", Query: timeSeries{q.text}}}, YAxis: axis{q.unit},
			}},
		})
	}
	return d
}
