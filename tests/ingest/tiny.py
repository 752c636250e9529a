"""A second city that fits on a page, as a folder: Port, with a county, two departments and a demonstration."""

from __future__ import annotations

from pathlib import Path

CITY = {
    "city.toml": """
adcode = "370999"
[name]
zh = "港市"
en = "Port"
[bureau]
zh = "港市大数据局"
en = "Port Data Bureau"
[title]
zh = "港市数据驾驶舱"
en = "Port data cockpit"
[report]
zh = "港市周报"
en = "Port weekly report"
""",
    "units.csv": """
code,level,name_zh,short_zh,name_en,adcode,tile_row,tile_column,provenance
north,county,北港区,北港,North Port,370901,1,1,published
south,county,南港区,南港,South Port,370902,2,1,published
harbour,municipal,港市港务局,港务局,Harbour Bureau,,,,published
fish,municipal,港市渔业局,渔业局,Fisheries Bureau,,,,published
light,municipal,港市灯塔局,灯塔局,Lighthouse Bureau,,,,published
shandong,province,山东省,山东省,Shandong,370000,,,published
""",
    "libraries.csv": """
code,kind,name_zh,short_zh,name_en,state,provenance
ships,base,船舶库,船舶库,Ships,serving,published
""",
    "scenarios.csv": """
code,name_zh,short_zh,name_en,consumer_zh,consumer_en,consumer,state,note_zh,note_en,provenance
pilot,引航,引航,Pilotage,灯塔局,Lighthouse Bureau,light,shared,,,published
""",
    "themes.csv": """
code,name_zh,short_zh,name_en
sea,海洋,海洋,Sea
""",
    "targets.csv": """
code,name_zh,short_zh,name_en,metric,value,unit_of_measure,qualifier,effective_on,due_on,provenance
online,终端在线,终端在线,Rooms online,meetings.online_share,0.9,share,,2020-01-01,,demo
""",
    "published-figures.csv": """
code,as_of,title_zh,title_en,value,text,unit_of_measure,qualifier,metric,dimension,member,publisher_zh,publisher_en
ships.records,2020-09-30,船舶记录,Ships,9000,,record,,volumes.records,library,ships,局,Bureau
ships.items,2020-09-30,数据项,Items,6,,item,,volumes.items_catalogued,library,ships,局,Bureau
ships.stored,2020-09-30,入库项,Stored,4,,item,,volumes.items_stored,library,ships,局,Bureau
items,2020-09-30,目录,Items,5,,item,约,volumes.items_confirmed,,,局,Bureau
catalogues,2020-09-30,目录,Catalogues,70,,entry,,sharing.catalogues,,,局,Bureau
resources,2020-09-30,资源,Resources,101,,resource,,sharing.resources,,,局,Bureau
files,2020-09-30,文件,Files,60,,resource,,sharing.mounted,kind,file,局,Bureau
tables,2020-09-30,库表,Tables,30,,resource,,sharing.mounted,kind,table,局,Bureau
apis,2020-09-30,接口,Interfaces,10,,resource,,sharing.mounted,kind,api,局,Bureau
portal,2020-09-30,接口,Portal,3,,interface,,sharing.portal_interfaces,,,局,Bureau
return.items,2020-09-30,返还项,Items,4,,item,,volumes.return_items,,,局,Bureau
return.records,2020-09-30,返还记录,Records,800,,record,,volumes.return_records,,,局,Bureau
datasets,2020-09-30,数据集,Datasets,20,,dataset,,opening.datasets,,,局,Bureau
letter,2020-09-30,文号,Letter,,港〔2020〕7号,,,,,,局,Bureau
""",
    "sources.csv": """
code,name_zh,short_zh,name_en,owner,cadence_hours
ships,船舶库,船舶库,Ships,harbour,24
log,访问日志,日志,Portal log,harbour,24
""",
}

DEMONSTRATION = {
    "world.toml": """
seed = 7
first_day = 2020-06-01
clock = 2020-09-30T18:00:00+08:00
[last_week]
resources = 5
catalogues = 2
portal_interfaces = 1
datasets = 3
[records_per_week]
begin = 1000
[rooms]
offline = 1
adjusting = 0
[opening]
updated_on_time = 17
log = "log"
[silent]
unit = "south"
last_day = 2020-08-31
[taker]
unit = "light"
[catalogued_only]
units = ["fish"]
""",
    "weeks.csv": "ends_on,exchanged,meetings,ships\n2020-09-23,3000,1,100\n2020-09-30,3500,2,200\n",
    "contributors.csv": """
library,unit,records_weight,items_weight,joined_on,delivers
ships,harbour,2,2,2020-06-08,daily
ships,fish,1,1,2020-07-06,weekly
""",
    "groups.csv": "group,unit,weight\nopeners,harbour,1\ncounties,north,2\ncounties,south,1\n",
    "links.csv": """
provider,consumer,records,kinds,spread,since
harbour,light,2000,api table,,2020-06-01
fish,@counties,1500,table file,,2020-06-01
""",
    "open_datasets.csv": "unit,datasets\nnorth,8\nsouth,5\n",
    "meeting_hours.csv": """
weekday,8,9,10,11,12,13,14,15,16,17,18
1,0,2,0,0,0,0,0,0,0,0,0
3,0,0,0,0,0,0,1,0,0,0,0
""",
    "meeting_hosts.csv": "unit,meetings\nharbour,2\nlight,1\n",
    "holidays.csv": "name_zh,first_day,last_day\n端午节,2020-06-25,2020-06-27\n",
    "outages.csv": "day,percent_left,failed_permille,what,what_en\n2020-07-15,0,0,停电,No power\n",
    "source_marks.csv": "source,newest_at,read_at,failure\nships,2020-09-30T06:00:00,2020-09-30T06:10:00,\nlog,,,\n",
}


def port(data: Path) -> Path:
    """Write the city and its demonstration under a folder such as data/; the folder of the city is given back."""
    for folder, files in ((data / "city" / "port", CITY), (data / "demonstration" / "port", DEMONSTRATION)):
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text.lstrip("\n"), encoding="utf-8")
    return data / "city" / "port"


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
