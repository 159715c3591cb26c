"""Invented requests with and without an earlier one, to measure the suggestions of duplicates on.

The sentences were written down before the scoring was, and know nothing of it. Half of the matters,
drawn by hash, are held out: whoever tunes the scoring looks at the other half only.
"""

import hashlib
import random

# name, where (home: the resident's rooms; stairs: their building; grounds: a spot of the estate),
# kin (matters that may well be one incident), sentences.
MATTERS = [
    ("landing-light", "stairs", "light", [
        "楼道灯不亮，晚上黑漆漆的不敢走", "三楼楼梯口的灯坏了，上下楼看不见", "走廊里的感应灯怎么拍手都不亮",
        "楼梯间照明坏了好几天了，老人怕摔跤", "楼道里的灯泡要换了，一点光也没有", "声控灯失灵，晚上回家摸黑上楼"]),
    ("street-lamp", "grounds", "light", [
        "{spot}的路灯不亮", "{spot}那盏路灯坏了，晚上走路要打手电", "{spot}晚上乌漆墨黑，灯一直没修", "{spot}路灯一闪一闪的，马上要坏了"]),
    ("kitchen-leak", "home", "leak", [
        "厨房水管漏水，地上全是水", "水槽下面的管子在滴水，拿脸盆接着", "厨房间龙头旁边漏水漏得厉害", "洗菜池底下渗水，柜子都泡烂了",
        "厨房软管爆了，水流了一地"]),
    ("ceiling-leak", "home", "leak", [
        "卫生间天花板漏水，楼上滴下来的", "楼上渗水到我家卫生间，顶上一大块水渍", "厕所顶在滴水，楼上说不关他的事", "楼上洗澡我家卫生间吊顶就漏水",
        "卫生间平顶渗水，墙皮都鼓起来了"]),
    ("roof-leak", "home", "leak", [
        "顶楼下雨天屋顶漏水，床都湿了", "一落雨房顶就漏，用三个桶接水", "屋面防水坏了，雨水渗到卧室里", "顶层天花板雨天往下滴水，家具都发霉了"]),
    ("toilet", "home", "drain", [
        "马桶堵了，水冲不下去", "抽水马桶反水，脏水都漫出来了", "坐便器不通，自己用皮搋子弄不好", "卫生间马桶塞住了，一家人没法上厕所"]),
    ("kitchen-drain", "home", "drain", [
        "厨房下水道堵塞，水槽里的水不下去", "水斗里的水下得很慢，估计管道堵了", "厨房间下水管不通，一放水就往上冒", "洗碗池排水不畅，积了一池子脏水"]),
    ("manhole-overflow", "grounds", "drain", [
        "{spot}窨井满溢，污水流了一路", "{spot}下水道的脏水冒出来了，臭得不得了", "{spot}污水井往外冒粪水", "{spot}阴沟堵住了，粪水流到路上"]),
    ("lift-stopped", "stairs", "lift", [
        "电梯停了，老人下不来", "电梯又坏了，爬了十几层楼", "电梯故障停运，什么时候修好", "升降机不动了，按了没反应", "电梯今天不能用，腿脚不好的怎么办"]),
    ("lift-noise", "stairs", "lift", [
        "电梯运行时哐哐响，很吓人", "电梯上下有怪声，抖得厉害", "乘电梯有异响，会不会掉下来", "电梯开起来咯吱咯吱的，还晃"]),
    ("lift-bike", "stairs", "ebike", [
        "有人把电瓶车推进电梯上楼充电", "电动车天天乘电梯上去，太危险了", "看到住户推助动车进电梯带回家充电", "又有人推电瓶车坐电梯"]),
    ("lift-smell", "stairs", None, [
        "电梯里有人抽烟，味道重得来", "电梯轿厢里烟味熏人，请张贴禁烟", "总有人在电梯里吸烟，烟头乱扔", "乘电梯的时候有人吃香烟，小孩都呛到了"]),
    ("door-entry", "stairs", "door", [
        "单元门禁坏了，刷卡没反应", "楼下大门刷不开，进不去", "门禁卡失灵，要等人出来才能进", "楼宇门的门禁系统坏脱了", "进楼的门刷脸也不开，只好打电话叫人下来"]),
    ("door-closer", "stairs", "door", [
        "单元门关不上，一直敞开着不安全", "楼下铁门闭门器坏了，砰砰响", "防盗门合不拢，晚上陌生人随便进", "单元大门弹簧断了，关门声震天响"]),
    ("intercom", "stairs", "door", [
        "对讲机按了没声音，快递打不进来", "楼宇对讲坏了，听不到门铃", "家里的可视对讲黑屏了", "门口按房号，屋里对讲不响"]),
    ("landing-clutter", "stairs", None, [
        "楼道堆满杂物，走路都要侧着身", "有住户把鞋柜纸箱放在走廊里，逃生都成问题", "四楼门口堆了旧家具，消防通道堵住了", "楼梯间堆放废纸板，万一着火不得了",
        "过道里摆了一堆破烂，说了也不肯搬"]),
    ("stairs-charging", "stairs", "ebike", [
        "有人从家里拉电线到楼下给电瓶车充电", "底楼飞线充电，电线从窗户拖下来", "楼道里给电动车充电，半夜插着不拔", "私拉电线充电瓶，雨天看着怕人"]),
    ("upstairs-noise", "home", "noise", [
        "楼上半夜跑来跑去，吵得睡不着", "楼上小孩拍皮球，天天到十一点", "头顶上脚步声咚咚咚，没法睡觉", "楼上邻居深夜拖椅子，动静太大", "楼上夜里跺脚，我神经衰弱了"]),
    ("renovation-noise", "stairs", "noise2", [
        "装修电钻声中午也不停", "有人家装修，周末一早就敲墙", "隔壁装潢，休息天还在冲击钻", "装修队不守时间，小孩没法做功课", "敲敲打打装修了三个月，午休时间也不停工"]),
    ("square-dance", "grounds", "noise3", [
        "{spot}跳广场舞音响太响", "{spot}每天晚上跳舞，音乐吵死人", "{spot}阿姨们跳舞喇叭开得老响，影响孩子复习", "{spot}广场舞扰民，八点多还不散"]),
    ("scrap-loudspeaker", "grounds", "noise4", [
        "{spot}收旧货的喇叭喊个不停", "{spot}收废品的一大早用扩音器叫卖", "{spot}收破烂的来回兜圈放喇叭，吵得头痛", "{spot}有人骑三轮车收旧家电，喇叭声太大"]),
    ("dog-bark", "home", "dog", [
        "隔壁养的狗整夜叫", "邻居家狗狂吠，主人不在家", "对门的小狗从早叫到晚，烦死了", "隔壁人家的狗半夜汪汪汪，影响休息"]),
    ("dog-leash", "grounds", "dog", [
        "{spot}遛狗不牵绳，小孩吓哭了", "{spot}有人放大狗出来不拴绳子", "{spot}狗没有牵，直接扑上来", "{spot}溜狗的人不系狗绳，老人被绊倒"]),
    ("dog-mess", "grounds", "dog", [
        "{spot}草地上狗屎没人清理", "{spot}遛狗的不捡狗粪，踩了一脚", "{spot}全是狗大便，臭气熏天", "{spot}宠物粪便到处都是"]),
    ("stray-cats", "grounds", None, [
        "{spot}野猫太多，夜里叫春", "{spot}有人喂流浪猫，猫屎味道很重", "{spot}流浪猫成群，翻垃圾还抓人", "{spot}一窝小野猫没人管"]),
    ("rubbish-full", "grounds", "rubbish", [
        "{spot}垃圾桶满了没人倒", "{spot}垃圾堆得溢出来，苍蝇乱飞", "{spot}垃圾两天没清运，臭得很", "{spot}湿垃圾桶爆满，汤汤水水流一地"]),
    ("bulky-waste", "grounds", "rubbish", [
        "{spot}有人扔了旧沙发没人收", "{spot}大件垃圾堆了一个礼拜", "{spot}丢着一张床垫，挡了路", "{spot}建筑垃圾袋子堆成小山，几时来拉"]),
    ("thrown-objects", "stairs", None, [
        "楼上往下扔烟头，把我家晾的被子烧了个洞", "高空抛物，刚才掉下来一个瓶子", "有人从窗口往下丢垃圾，差点砸到人", "楼上抛下来一包厨余，砸在雨棚上"]),
    ("ac-drip", "home", None, [
        "楼上空调水滴在我家雨棚上，滴滴答答", "空调外机滴水滴到楼下窗台", "楼上空调排水管没接好，水直接淌下来", "空调冷凝水打在晾衣架上，整夜响"]),
    ("wet-laundry", "home", None, [
        "楼上晾衣服不拧干，水滴到我家被子上", "楼上晒拖把滴水，把我的衣服弄脏了", "楼上洗好的床单湿淋淋挂出来，水滴到我家阳台", "上头人家晾的衣裳滴水"]),
    ("fire-lane", "grounds", "parking", [
        "{spot}消防通道被车堵住了", "{spot}生命通道停满了车，救护车进不来", "{spot}有车停在消防登高面上", "{spot}黄线里停车，消防车过不去"]),
    ("parking-chaos", "grounds", "parking", [
        "{spot}车子乱停，出不去了", "{spot}一辆车横在路当中挡住出口", "{spot}外来车辆乱停乱放，业主没地方停", "{spot}停车把人行道占了，推婴儿车走不了"]),
    ("parking-space-taken", "grounds", None, [
        "{spot}我的固定车位被人占了", "{spot}租的车位别人停着，电话也没留", "{spot}车位被陌生车占用，挪车电话打不通", "{spot}花钱买的停车位给别人停了"]),
    ("charging-pile", "grounds", None, [
        "{spot}充电桩坏了充不进电", "{spot}电瓶车充电站扫码没反应", "{spot}充电口都不能用，付了钱不通电", "{spot}的充电棚断电了，车子充不了"]),
    ("barrier", "grounds", None, [
        "{spot}道闸坏了抬不起来", "{spot}车辆识别不出，栏杆不开", "{spot}起落杆失灵，排了一长队车", "{spot}进出口的抬杆卡住了"]),
    ("tree-branch", "grounds", "tree", [
        "{spot}大树枝要断了，风一吹吓人", "{spot}树枝折断挂在半空", "{spot}一棵树歪了快要倒", "{spot}枯枝掉下来砸到车"]),
    ("tree-light", "home", "tree", [
        "窗前的树太高挡住阳光，要求修剪", "树枝伸到我家窗户里，虫子爬进来", "香樟树遮光，白天也要开灯", "楼前树长得太密，底楼一点太阳都没有"]),
    ("pests", "stairs", None, [
        "楼里有老鼠，垃圾桶边上窜来窜去", "蟑螂多得不得了，要求灭虫", "家里进了老鼠，求助除四害", "发现好几只大老鼠在楼道跑"]),
    ("wasps", "grounds", None, [
        "{spot}有个马蜂窝，怕蜇到人", "{spot}树上蜂窝很大，请来人摘掉", "{spot}一群黄蜂飞来飞去", "{spot}屋檐下有蜂巢"]),
    ("pavement", "grounds", None, [
        "{spot}地砖翘起来，老人绊了一跤", "{spot}路面有个大坑，骑车摔倒", "{spot}道板砖松动，一踩一脚水", "{spot}水泥路裂开高低不平"]),
    ("puddle", "grounds", None, [
        "{spot}一下雨就积水，鞋子全湿", "{spot}下雨天水排不掉，像个池塘", "{spot}积水到脚踝，绕路走", "{spot}落雨淹水，过都过不去"]),
    ("manhole-lid", "grounds", None, [
        "{spot}窨井盖破了，怕踩空", "{spot}井盖松动，车子压过去咣当咣当", "{spot}少了个窨井盖", "{spot}井盖翘起来了"]),
    ("power-home", "home", "power", [
        "家里突然停电，隔壁有电", "总闸跳了推不上去", "屋里没电了，冰箱里东西要坏", "空气开关老是跳，一开空调就断电"]),
    ("power-building", "stairs", "power", [
        "整栋楼停电了", "我们这幢楼断电，电梯也停了", "一个门洞全没电，什么时候来", "楼里突然漆黑一片，全部停电"]),
    ("water-off", "stairs", "water", [
        "家里没有水，停水怎么不通知", "水龙头放不出水", "自来水停了一上午，饭都烧不了", "突然断水，是不是在修水管"]),
    ("water-pressure", "home", "water", [
        "水压太小，洗澡都没水", "水龙头出水细得像线", "高层自来水水流很小，热水器打不着火", "用水高峰水上不来"]),
    ("water-yellow", "stairs", "water2", [
        "自来水发黄，不敢喝", "放出来的水有铁锈味", "水龙头里流出黄水，洗衣服都染色", "水质浑浊，有沉淀"]),
    ("gas-smell", "stairs", None, [
        "楼道里有煤气味", "闻到燃气味道，不知道哪家漏气", "走廊天然气味很浓，怕爆炸", "家门口一股煤气的味道，快来检查"]),
    ("oil-smoke", "grounds", None, [
        "{spot}小饭店油烟直排，窗都不敢开", "{spot}烧烤店油烟味飘到家里", "{spot}饭馆排烟管对着居民窗户", "{spot}餐馆油烟熏死人"]),
    ("group-rental", "home", None, [
        "隔壁群租，一套房住了十几个人", "对门房子隔成好几间出租，人进人出", "楼上二房东搞隔断，深夜还有人搬家", "隔壁租户天天换人，像旅馆"]),
    ("illegal-building", "stairs", None, [
        "顶楼有人搭建阳光房", "底楼破墙开门，是不是违建", "有人在天井里搭棚子", "楼上平台私自搭了间小屋"]),
    ("wall-tiles", "stairs", None, [
        "外墙瓷砖掉下来，差点砸到人", "墙面空鼓，水泥块往下掉", "楼外立面脱落，底下停的车被砸", "外墙皮一块块剥落"]),
    ("elder-alone", "home", "elder", [
        "独居老人两天没开门，邻居担心", "隔壁阿婆一个人住，今天没见出来", "楼下老伯敲门没人应，会不会出事", "孤老好久不见人影，请上门看看"]),
    ("elder-meal", "home", "elder2", [
        "想申请助餐，老人在家烧不动饭", "八十岁老母亲需要送餐上门", "社区食堂能不能送饭", "老人家吃饭成问题，怎么办理老年餐"]),
    ("residence-permit", "home", "papers", [
        "居住证怎么办理，要什么材料", "想问办居住证的流程", "租房子办居住证需要房东来吗", "居住证到期续签去哪里"]),
    ("certificate", "home", "papers2", [
        "要开一份居住证明", "需要居委会盖章的亲属关系证明", "来开证明，单位要用", "申请贫困证明怎么开"]),
    ("property-fee", "home", None, [
        "物业费涨价没有征求意见", "为什么物业费又要多收", "物业收费不合理，服务又差", "对物业费有意见，账目不公开"]),
    ("property-attitude", "home", None, [
        "报修三次物业都没人来", "物业电话没人接，态度很差", "打物业报修一直推脱", "叫了维修师傅一个礼拜不上门"]),
    ("theft", "stairs", None, [
        "放在门口的快递被偷了", "电瓶车电池被人偷走", "楼下自行车不见了，要调监控", "信箱被撬，怀疑有小偷"]),
    ("fitness", "grounds", None, [
        "{spot}健身器材坏了，转盘断掉", "{spot}的漫步机松了，老人差点摔", "{spot}锻炼的器械生锈断裂", "{spot}单杠螺丝掉了"]),
    ("mailbox", "stairs", None, [
        "信报箱锁坏了，报纸被人拿", "信箱门打不开", "楼下信箱盖子脱落", "我家信箱钥匙孔坏脱"]),
    ("handrail", "stairs", None, [
        "楼梯扶手松动，老人抓着晃", "扶手断了一截", "楼梯栏杆摇摇晃晃不安全", "二楼到三楼的扶手掉了"]),
    ("window-stair", "stairs", None, [
        "楼道窗户玻璃碎了", "楼梯间窗关不牢，下雨潲进来", "走廊窗框松了，风大要掉下去", "公共窗玻璃裂开一条缝"]),
    ("washing-line", "grounds", None, [
        "{spot}晾衣架断了，被子没地方晒", "{spot}公共晒衣杆锈断", "{spot}绳子拉在树上晒被子，影响走路", "{spot}晾晒区被人霸占"]),
    ("neighbour-quarrel", "home", None, [
        "和楼下邻居吵架，要求调解", "隔壁为了过道放东西骂人", "邻居纠纷闹到要动手，请居委来", "对门不讲道理，三天两头寻相骂"]),
    ("smoke-alarm", "stairs", None, [
        "楼道里报警器一直叫", "烟感报警响个不停", "消防警铃乱响，吵得全楼睡不好", "火警铃误报，没人来关"]),
    ("extinguisher", "stairs", None, [
        "灭火器过期了没有换", "消防箱里灭火器不见了", "楼层消火栓没有水带", "灭火瓶压力不足，指针在红区"]),
    ("cleaning", "stairs", None, [
        "楼道好久没打扫，灰很厚", "保洁不来拖地，楼梯脏得很", "楼梯上有人小便，味道大", "走廊地面黏糊糊没人擦"]),
]

# Matters that never stand among the earlier requests.
NEW_MATTERS = [
    ("vaccination", "home", ["流感疫苗社区什么时候打", "带宝宝打预防针去哪个点", "老人带状疱疹疫苗有补贴吗"]),
    ("library-room", "home", ["活动室周末能不能借来开生日会", "图书室几点关门", "想借居委会议室开业主小组会"]),
    ("broadband", "home", ["宽带断了两天，电信说小区光缆问题", "网速慢得要命，光猫一直闪红灯", "家里网络连不上"]),
    ("drone", "home", ["有无人机飞到窗口偷拍", "窗外总有航拍器盘旋", "有人玩无人机撞到阳台"]),
    ("marriage-leave", "home", ["独生子女父母奖励费怎么领", "生育津贴去哪里申请", "退休一次性计划生育奖励还有吗"]),
    ("school", "home", ["孩子明年上小学学区怎么划", "幼升小要准备什么", "幼儿园报名几号开始"]),
    ("volunteer", "home", ["想报名做志愿者", "党员社区报到怎么登记", "我有空可以帮忙巡逻"]),
    ("snow", "grounds", ["{spot}结冰太滑，要撒盐", "{spot}积雪没扫", "{spot}地面有冰，摔了一个人"]),
    ("pigeons", "home", ["有人养鸽子，羽毛飞得到处都是", "楼顶鸽子棚臭", "鸽子粪掉在窗台上"]),
    ("ktv", "grounds", ["{spot}沿街网吧霓虹灯照得睡不着", "{spot}广告灯箱太亮，光污染", "{spot}大屏幕夜里不关，刺眼"]),
]

SPOTS = ["北门口", "南门", "小花园", "地下车库入口", "幼儿园旁边", "东侧围墙边", "中心广场", "快递柜旁", "篮球场", "西大门",
         "凉亭旁", "水池边上", "社区食堂门口", "自行车棚", "儿童乐园"]
NAMES = ["李阿姨", "王先生", "张女士", "陈老伯", "周阿婆", "吴小姐", "郑师傅", "孙老师", "钱爷叔", "何大姐"]
OPENINGS = ["居委老师你好，", "老师侬好，", "麻烦问一下，", "跟你们反映个事情，", "不好意思打扰了，", "王老师在吗，", "您好！"]
CLOSINGS = ["，谢谢侬", "，麻烦快点来看看", "，拜托了", "，什么时候能弄好啊", "，请尽快处理", "，急死人了", "，辛苦你们了", "，等回复"]
DIALECT = [("坏了", "坏脱了"), ("没有", "呒没"), ("不", "勿"), ("我家", "阿拉屋里"), ("在", "勒"), ("很", "交关"), ("了", "咾"),
           ("晚上", "夜里向"), ("什么时候", "啥辰光"), ("没人", "呒没人"), ("东西", "物事"), ("的", "个")]
SOUNDALIKE = [("漏", "露"), ("坏", "怀"), ("灯", "登"), ("堵", "赌"), ("的", "得"), ("楼", "搂"), ("电", "店"), ("在", "再"),
              ("没", "每"), ("道", "到"), ("垃", "拉"), ("水", "睡"), ("修", "休"), ("停", "亭"), ("门", "们"), ("声", "生"),
              ("吵", "炒"), ("树", "数"), ("狗", "够"), ("臭", "凑"), ("墙", "强"), ("梯", "踢"), ("费", "废"), ("锁", "所")]


def held_out(name):
    """Whether a matter is in the half that is not looked at while the scoring is tuned."""
    return hashlib.sha256(f"juwei {name}".encode()).digest()[0] % 2 == 1


class Place:
    """Where a request is about, and the ways in which people write that."""

    def __init__(self, group=None, room=None, spot=None):
        self.group, self.room, self.spot = group, room, spot

    def key(self, where):
        return {"home": (self.group, self.room), "stairs": self.group, "grounds": self.spot}[where]

    def written(self, chance, plain=False):
        if self.group is None:
            return ""
        prefix, number = split(self.group)
        room = self.room or ""
        if plain:
            return f"{prefix}{number}号{room}"
        ways = [f"{prefix}{number}号{room}", f"{prefix}{number}号{room}室" if room else f"{prefix}{number}号"]
        if not prefix:
            ways += [f"{number}号楼{room}", f"{number}栋{room}", f"{number}幢{room}"]
            ways += [f"{number}-{room}", f"{number}号楼{room}室", f"{number}·{room}"] if room else []
        if room:
            ways.append(f"{prefix}{number}号 {room}室")
        text = chance.choice(ways)
        return text.translate(WIDE) if chance.random() < 0.08 else text


WIDE = {ord("0") + i: ord("０") + i for i in range(10)}


def split(group):
    digits = "".join(c for c in group if c.isdigit())
    return group[:group.index(digits)], digits


class Earlier:
    """A request that was taken down before."""

    def __init__(self, matter, place, sentence, phone, name, day):
        self.matter, self.place, self.sentence = matter, place, sentence
        self.phone, self.name, self.day = phone, name, day

    def line(self, chance):
        return assemble(
            self.place.written(chance), self.sentence, self.name if chance.random() < 0.5 else "",
            self.phone if chance.random() < 0.7 else "", chance)


class Query:
    """What is typed now. `truth` is the index of the earlier request that it repeats, or None."""

    def __init__(self, kind, line, matter, truth=None):
        self.kind, self.line, self.matter, self.truth = kind, line, matter, truth
        self.held_out = held_out(matter)


def assemble(place, sentence, name, phone, chance):
    parts = [part for part in (place, sentence) if part]
    if chance.random() < 0.12:
        parts.reverse()
    return " ".join(parts + [part for part in (name, phone) if part])


def typo(text, chance):
    """One or two slips of the input method or the finger."""
    for _ in range(chance.choice((1, 1, 2))):
        options = [(a, b) for a, b in SOUNDALIKE if a in text]
        kind = chance.random()
        if options and kind < 0.6:
            a, b = chance.choice(options)
            text = text.replace(a, b, 1)
        elif len(text) > 5:
            i = chance.randrange(1, len(text) - 1)
            text = text[:i] + text[i + 1:] if kind < 0.8 else text[:i] + text[i + 1] + text[i] + text[i + 2:]
    return text


def dialect(text, chance):
    for a, b in chance.sample(DIALECT, 5):
        text = text.replace(a, b)
    return text


class Corpus:
    """All of it, made anew from a seed."""

    def __init__(self, groups, earlier=950, queries=600, days=45, seed=20261121):
        self.chance = random.Random(seed)
        self.groups, self.days = groups, days
        self.earlier = [self.make_earlier() for _ in range(earlier)]
        self.earlier.sort(key=lambda e: e.day)
        self.taken = {}
        for e in self.earlier:
            self.taken.setdefault((e.matter[0], e.place.key(e.matter[1])), []).append(e)
        self.repeats = [self.make_repeat() for _ in range(queries // 2)]
        self.others = [self.make_other() for _ in range(queries - queries // 2)]

    def phone(self):
        return f"1{self.chance.choice('3578')}{self.chance.randrange(10**9):09d}"

    def place(self, where, group=None):
        room = f"{self.chance.randrange(1, 19)}0{self.chance.randrange(1, 5)}"
        group = group or self.chance.choice(self.groups)
        spot = self.chance.choice(SPOTS)
        if where == "home":
            return Place(group, room, spot)
        if where == "stairs":
            return Place(group, room if self.chance.random() < 0.6 else None, spot)
        return Place(group if self.chance.random() < 0.3 else None, None, spot)

    def make_earlier(self):
        matter = self.chance.choice(MATTERS)
        place = self.place(matter[1])
        sentence = self.chance.choice(matter[3]).replace("{spot}", place.spot)
        if self.chance.random() < 0.25:
            sentence = self.chance.choice(OPENINGS) + sentence
        if self.chance.random() < 0.35:
            sentence += self.chance.choice(CLOSINGS)
        return Earlier(matter, place, sentence, self.phone(), self.chance.choice(NAMES),
                       self.chance.randrange(1, self.days))

    def make_repeat(self):
        chance = self.chance
        index = chance.randrange(len(self.earlier))
        e = self.earlier[index]
        name, where, _, sentences = e.matter
        place, phone, who = e.place, e.phone, e.name
        if where == "stairs" and chance.random() < 0.5:
            place = self.place("stairs", place.group)
            phone, who = self.phone(), chance.choice(NAMES)
        elif where == "grounds" and chance.random() < 0.5:
            place = Place(place.group if chance.random() < 0.5 else None, None, place.spot)
            phone, who = self.phone(), chance.choice(NAMES)
        kind = chance.choices(
            ["exact", "typo", "polite", "short", "dialect", "reworded"], [15, 15, 15, 15, 15, 25])[0]
        sentence = e.sentence
        if kind == "typo":
            sentence = typo(sentence, chance)
        elif kind == "polite":
            sentence = chance.choice(OPENINGS) + sentence + chance.choice(CLOSINGS)
        elif kind == "short":
            pieces = [p for p in sentence.split("，") if len(p) >= 5 and p + "，" not in OPENINGS]
            sentence = pieces[0] if pieces else sentence
        elif kind == "dialect":
            sentence = dialect(sentence, chance)
        elif kind == "reworded":
            others = [s for s in sentences if s.replace("{spot}", e.place.spot) not in e.sentence]
            sentence = chance.choice(others).replace("{spot}", e.place.spot)
        written = place.written(chance)
        says_phone = phone if chance.random() < 0.5 else ""
        if where == "home" and chance.random() < 0.15:
            written, says_phone = "", phone  # no place, but the number is seen on the display
        return Query(kind, assemble(written, sentence, who if chance.random() < 0.4 else "",
                                    says_phone, chance), name, index)

    def is_taken(self, matter, place):
        kin = {m[0] for m in MATTERS if m[0] == matter[0] or (matter[2] and m[2] == matter[2])}
        for m in MATTERS:
            if m[0] in kin and self.taken.get((m[0], place.key(m[1]))):
                return True
        return False

    def make_other(self):
        chance = self.chance
        while True:
            kind = chance.choices(
                ["elsewhere", "other matter there", "same phone, other matter", "other room", "no place",
                 "new matter"], [30, 25, 10, 10, 10, 15])[0]
            phone, who = self.phone(), chance.choice(NAMES)
            e = chance.choice(self.earlier)
            matter = e.matter
            if kind == "elsewhere":
                place = self.place(matter[1])
            elif kind == "other matter there":
                matter = chance.choice(MATTERS)
                place = Place(e.place.group, e.place.room, e.place.spot)
            elif kind == "same phone, other matter":
                matter, phone, who = chance.choice(MATTERS), e.phone, e.name
                place = Place(e.place.group, e.place.room, e.place.spot)
            elif kind == "other room":
                if matter[1] != "home":
                    continue
                place = self.place("home", e.place.group)
            elif kind == "new matter":
                new = chance.choice(NEW_MATTERS)
                matter = (new[0], new[1], None, new[2])
                place = self.place(new[1])
            else:
                if matter[1] != "home":
                    continue
                place = Place()
            if kind != "no place" and self.is_taken(matter, place):
                continue
            sentence = chance.choice(matter[3]).replace("{spot}", place.spot or "")
            if chance.random() < 0.3:
                sentence = chance.choice(OPENINGS) + sentence
            if chance.random() < 0.3:
                sentence += chance.choice(CLOSINGS)
            keeps_phone = kind == "same phone, other matter" or chance.random() < 0.5
            line = assemble(place.written(chance), sentence, who if chance.random() < 0.4 else "",
                            phone if keeps_phone and kind != "no place" else "", chance)
            return Query(kind, line, matter[0])
