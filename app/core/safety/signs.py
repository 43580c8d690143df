"""What every match of a rule holds one of, and how every match begins.

Made by ``models/making/signs.py`` from the rules: run it after each change of one. A test
proves what stands here.
"""

SIGNS = {
    "就要去死": (
        "一会|亡|亮|今天|今晚|决定|准备|划好|后一|后天|周|夜|已|待会|待到|想好|打算|排好|明天|明早|明晚|月|杀|正在|正要|现在|立刻|等下|等会|计划|过会|这就|马|黑",
        "(?=[一下今决准去后周在天安已待快想打明最正死现立等自要规计走踏过这马])",
    ),
    "计划和手段": (
        "下去|买|再见|写|准备|刀|后事|囤|坐|安眠|往下|想活|手|攒|旁|最后|束|死|留|百|眼前|站|笔|绳|药|藏|解脱|跳|身后|身边|遗|面前",
        "(?=[上买交写农准刀到囤在坐处安就手攒来正毒爬留百站绝绳藏走跑遗面麻])",
    ),
    "问致死的量": (
        "会不|多久|大动|挂|救|楼|死|没命|疼|痛不|痛吗|脉|致",
        "(?=[上什佐农几割劳卧去吃吞喝多安对布想抗掉摔敌服木楼毒氰溺炭烧百罗老自致舍药褪触跳阿])",
    ),
    "正在发生": ("切|割|吃|吞|喝|服|炭|煤|绳|药|血", "(?=[划刚割吃吞喝将已我手把服正炭煤绳])"),
    "自杀未遂": ("割|吊|抢|救|杀|束|楼|没死|洗", "(?=[割吃吞尝想服没洗自试])"),
    "诀别": (
        "别|后一|在了|我了|我这|来世|来生|死|笔|见|走了|辈|遗",
        "(?=[下今以你再别发另告大天收明来永看读这])",
    ),
    "想死": (
        "一了|一睡|不让|了断|在了|寻短|得绝|想不|想着|想过|我去|投|挂|死|消失|睡着|车|轻生",
        "(?=[一不只如宁寻就巴希干必恨想愿我投早是有期死求活渴甘盼祈等自要让赴轻这都除陪])",
    ),
    "死了会怎样": ("死", "(?=[为什何只哪唯多安就心快怎悄想我早是死没活满生立脑自要该赶除静马])"),
    "不想活": ("不想|不愿|厌世|够够|求生|活|生存", "(?=[不丧厌失想懒找无毫没活看需])"),
    "自杀": (
        "一切|一头|一生|一睡|下跳|个世|了结|农|冲到|冲进|割|卧|吊|吞|告别|命|喝|地下|堂|安乐|差|干掉|彻|把自|撞|杀|束|桥|楼|死|毁|毒|永|江|河|海|溺|烧|焚|离开|缢|自尽|跳下|车|轨|逃离|遗|醒|长眠",
        "(?=[上不了做农冲决准割勒卧吊好就差干弄往恨想打把捅掐摔撞放断服杀来毁毒求淹烧申真砍终结给自要让跳遗闷需])",
    ),
    "求死的方法": (
        "割|吊|无痛|杀|束|死|烧|离开|走|轻生",
        "(?=[不什体咋哪如安快怎悄慢无最有死没痛舒迅])",
    ),
    "自伤": (
        "伤害|刀|划|割|墙|己|我伤|扇|打|抽|拿|残|用|自伤|虐|血",
        "(?=[一伤出划刺割咬大头弄扇手扎打抓抽拿捶掐撞流烫用看胳腿自虐血])",
    ),
    "绝望": (
        "不下|不了|不住|不配|么要|人生|余|俱|命|尸|我不在|投|拖累|有出|有我|有明|有未|杀|死|没了|没我|没有了|没资|活下|活着|消失|生不|生无|痛不|看不|睡着|绝望|袱|解脱|负担|赘|逃离|重开",
        "(?=[万不为人什坚完彻心忍思想我扛挺撑死没活熬生痛看绝考自行走])",
    ),
    "伤人": ("剁|弄|归|心都|打死|报复|捅|掐|杀|毒|烧|砍", "(?=[准同好忍恨想打报杀真要计])"),
    "受到伤害": (
        "侵|园|奸|家暴|扇|打我|掐|摸|死|猥|虐|被|踢|逼|霸|骂我|骚",
        "(?=[丈他侵叫后咒她妈家强性校母父爸猥男继老虐被要让逼霸骂骚])",
    ),
    "饮食障碍": (
        "厌食|吃|吐|抠|暴食|泻|绝食|罪|饮",
        "(?=[0123456789七三两二五催六厌吃喝四好抠暴泻绝])",
    ),
    "精神病性或躁狂的迹象": (
        "制我|叫|命令|天|幻|想被|我就是|我是|指使|毒|监|窃|芯|被害|让我|诉我|踪|陷害|骂我",
        "(?=[0123456789七三五他六听四国大好幻思我有特脑被身邻])",
    ),
    "不再醒来": ("不到|不过|永|醒|阳", "(?=[不再挺撑永活熬睡见])"),
    "盼着出事": (
        "也好|命|多好|带走|把我|挺|接|收|杀|猝|癌|绝症|羡|蛮|跑|躲|车|逃|雷|飞",
        "(?=[上出地巴希得快恨想我掉最有来死求猝盼羡老能菩被谁这阎飞])",
    ),
    "没有我更好": (
        "不在|不应|不该|不配|值得|应当|拖累|求生|浪|消失|留恋|走|连累",
        "(?=[不世丧人什失如我无毫求没活消生要走这])",
    ),
    "死的好处": (
        "不怕|就这|怕的|死|活|饿",
        "(?=[一不也只唯天好就很心怕总想我死每活特用真经脑还非])",
    ),
    "有牵挂才没死": (
        "了断|去世|喝|在了|在天|天上|已故|带走|才|早|死|离开|走了|跳|过世",
        "(?=[一不为也全却去又否和因好如带想我把拉放是有死舍若要让走跟连陪])",
    ),
    "不要这一生": (
        "下一|不想|不愿|不要|世|人生|人间|到此|命|安乐|就到|抢|救|有痛|来生|死|活|辈",
        "(?=[下不删别到卸去告安想有来此没注生申离能这退逃选])",
    ),
    "往下跳": (
        "下去|下来|冲|将自|开|把自|死|绝食|翻|走|跑|跳|骑",
        "(?=[从冲冻勒天将山崖开憋打把护捅摔撞栏桥楼毒淹烧砍窗绝走跑闷阳饿骑高])",
    ),
    "问方式": (
        "几|割|多少|掉|摔|束|死|瓶|痛苦|离开|让人|走|跳",
        "(?=[一不两什体减几割半吃吞哪喝多安少干平悄整无最服死没痛让])",
    ),
    "试过": ("割|功|吞|救|死|洗|腕|药|被发|试过|走", "(?=[上为切割去吃吞喝就当怎拉试送那])"),
    "身上的痛": (
        "伤|刀|划|刺|割|印|口子|惩|想拿|扎|扯|抠|抽|揪|是我自|是自|疤|疼|痕|痛|糟|血|让自|践|踢|饿",
        "(?=[伤作再刺印去又只好就弄很忍总惩想手扎扯找抠抽拿控揪摸放没用疤痕皮看真糟老肉胳自要让踢身还饿])",
    ),
    "要跳了": ("先走|后一|我先|拦|跳|阻", "(?=[一今先准快我没现真立等谁这马])"),
    "不该来这世上": (
        "一条|世|么又|停|公交|净|出生|去找|去陪|又活|土|在了|在过|安息|完全|少了|弹|彻|我不在|我是真|换|有多|有我|束|来到|来过|死|永|没有了|洪|活过|生下|病|痛苦|癌|睁|终止|货|车|醒来|醒过|铁|长眠|雷|震",
        "(?=[不世从他但你停卡又只命地大她好如子完家就巴希干当彻很怎恨想我所折最根死永没洪活火煎痛盼真睁离终结自要货车醒])",
    ),
    "血让人安静": (
        "伤|刀|口子|圆|手|用上|疤|疼|痕|痛|碎|美工|胳|腿|血|身上",
        "(?=[今再刀又圆多大手添疼痛碎美胳腿血身])",
    ),
    "偷偷割": ("划|割", "(?=[今偷刚又忍控昨])"),
    "声音让我跳": ("声|它|有人|脑", "(?=[声它有脑])"),
    "约人一起走": (
        "一起|买|备|天然|煤|燃|约死|药",
        "(?=[买准囤备天存开打找拧攒有木求炭煤燃百约绳药藏麻])",
    ),
    "定了日子": (
        "上路|了断|了结|会回|再也|再见|动手|去跳|后一|在了|外|层|巾|床|往|忌|找不|末|楼|次一|水边|江|没了|河|沿|海|消失|湖|电线|皮|看不到|等|终点|绳|缘|行动|见不|走进|趁|边上|这一次|这次",
        "(?=[0123456789下个今以再后周围圣坐天已床往很忌想我早明晚最月本正水江河海湖爬现生电皮站等绳翻要走趁跨蹲过这那除马骑])",
    ),
    "全吃下去": ("吃|吞|喝", "(?=[一全整都])"),
    "没有出路": (
        "不想|义|乎我|他们都|以休|以后|以放|以轻|余|全世|出路|坚持|垃|安心|家都|将来|废|忍|念想|所有人|扛|拖油|指望|挺|撑|放不|没人|没有人|活着|活路|熬|牵|留恋|盼|累了|解脱|谁|负担|赘|退|错误|麻",
        "(?=[不也什他全再可在坚大太好安忍念我所扛找挺撑放无没活熬牵留看真累终自解])",
    ),
    "安排后事": (
        "东|书|交给|今后|今天|今晚|从此|以后|刀|删|勇气|十|受益|台|听|地方|地点|夜|存折|定了|定好|定清|座|式|悬|想好|想清|房本|托|拜|挑好|撕|收|整理|日子|时间|明天|末|栋|栏|桥|楼|款|水|江|河|海|清空|湖|炭|烧|物品|瓶|码|窗|站|绳|药|虑好|虑清|衣|送|选好|道|钱|铁|银|销|阳|险|陪|顶",
        "(?=[一三东书二今从以住保信农决刀到勇十去受向和在地坐大奶好妹存孩定宠密就屋弟微想感我房托找抱拜挑整方日时明是最有朋来桥楼水炭照父爸物狗猫看窗站终给绳考聊药衣谢账走跟这选钱银])",
    ),
    "要动手": (
        "下次|今晚|再|刀|周|天|归|斧|棍|死|毒|汽|盯|硫|等|踪|蹲|这次|锤",
        "(?=[下今代再刀刺剁勒周和崩弄我打报拉捂捅掐摔撞收斧明杀棍毒汽淹灭烧盯砍硫等跟蹲这锤])",
    ),
    "想伤害别人": (
        "不住|不得好|别想|刺|剁|勒|崩|弄|得死|打死|把|捂|捅|掐|摔|撞|杀|毒|淹|灭|烧|砍|跑|里",
        "(?=[一他会你冲去心忍怕总恨想感担放杀汽点烧真脑要])",
    ),
    "挨打受控": (
        "不准|不听|不让|不许|不顺|亲|停|养老|分手|勒|卡|吓|告诉|咬|喉|喝|威|存折|对我|强行|扇|打|扣|把我|抢|抽|拽|拿走|捆|掐|控制|推|揍|摸|收|烫|砸|硬|碰|离婚|离开|绑|继|胳|脖|脱|脸|腿|被|警|说出|跑|踢|踹|身上|身份|输|迫|退|逼|非要|饭",
        "",
    ),
    "吃出来的伤害": (
        "1|k|不敢|不配|仙|休克|例假|兔|卡|吃|吐|啃|喉|嗓|塞|姨|尿|怕|恐|手指|斤|昏|晕|暴食|月经|泻|番|眼前|肥|进食|酵",
        "(?=[0123456789b一七三不两二五仙体例偷兔全六减几利只吃吐咬咽喝嚼四多大好姨已开强怕恐手才扣抠挖捅故断昏晕暴最月每没泻番瘦节逼都酵靠饿])",
    ),
    "脱离现实或亢奋": (
        "万|不是我|不需|信用|偷|冒|向我|听到|听见|周|声|夜|大家|天|定位|害|家人|对我|心思|念头|思维|想|我就是|我是|托|投|拯|指定|换成|换掉|掉包|摄|收|救|晚|暗示|替|杀|毒|派|用睡|监|盯|窃|给我|统|脑|芯|调包|跟我|踪|身边|选中|选定|针|隆|顶",
        "(?=[0123456789一七丈三上不两主五亲他伯保借儿公六养几别到刷前叔同后听周哥四国在堂墙外大天头女奶好妈妹妻姐姑姨婆室家对屋广弟往念思想我房所手护接插收教新是有根歌母没注派灯父爷爸爹牙特班电男皮窃组给继老耳脑舅舍芯花表被警身车选那邻镜领黑])",
    ),
    "没说出口的计划": (
        "了结|债|几|告别|告过|坐|多少|多高|安静|房子|束|欠|没了|没有|片|用再|看不|码|站|等|粒|见不|解脱|趴|蹲|道别|道过|遗|银|险|颗",
        "(?=[0123456789一七三上下两九二五今佐保债八六农凑几刀劳后周四囤坐多天好存安密已思悬房挨攒数明星月木桥楼欠止水江河海湖炭生留礼站绳考药藏趴蹲过这遗那都铁银阿顶])",
    ),
    "事后说起": ("上次|片|瓶|绳|药|被|那次|醒", "(?=[i上从医吃吞喝在天急服栏桥楼江窗绳那铁])"),
    "又伤自己": (
        "划|割|圆|坚持|墙|开水|忍|戒|手|残|火|烟|甲|皮|胳|腿|针",
        "(?=[不咬圆坚头开忍戒扎打抓抠指挠捶掐撞没烟烧烫针])",
    ),
    "定了要走": (
        "d|e|k|u|下定|冇|唔|好想|定了|就到|心意|想做|想好|想生|想通|轻生",
        "(?=[deku下不人今会冇决准去唔好心怕想我打正生真要这顶])",
    ),
    "准备好了": (
        "下定|么做|交给|决定|刀|到了|台|好了|安眠|将|就|已决|托|把|是时|栏|桥|江|河|海|炭|留给|窗|绳|药|送|铁|阳|顶",
        "(?=[一买全农刀坐宠密将就已想我把拿握攒时是有来炭爬狗猫知站绳药藏走都银])",
    ),
    "道别": (
        "先走|再见|别了|劝|听|对不|帮我|找我|拜|拦|救|替|永|照顾|走了|跳了|陪",
        "(?=[,不先再准别对就帮感我拜替永要谢走这那马])",
    ),
    "will do it": (
        "be de|be g|catc|die|end |endi|erd|ff m|g to di|hang|he da|he ni|jum|kil|king my|km|mmi|nna|oot|sli|swa|take |tb|unal|y las",
        "\\b(?=[abcdeghijknorstu])",
    ),
    "plan and means": (
        "ady|arap|ata|besi|brid|chos|deat|dee|ecid|edg|gav|give |givi|gun|hun|icide|in fr|iven|kni|kno|lad|lan|lap|leth|lett|loa|my ha|my n|noo|note|o die|o do i|o en|o han|o my h|ong s|oof|picke|rack|rail|rdo|ssa|tied|to ki|train|vid|w hi|w l|w ma|w mu|wrot|xt t|y wil|zo",
        "\\b(?=[abcdfghiklmnoprstuwx])",
    ),
    "under way": (
        "aken|ank|ate |aten|bloo|ch b|cut|erd|i ov|m bl|pop|sla|sli|swa|took|top|unk|wne",
        "\\b(?=[abijst])",
    ),
    "farewell": (
        " read|by t|db|fare|find|i won|l not b|me ag|see y|y fin|y las",
        "\\b(?=[bgimstwy])",
    ),
    "wants to die": (
        "ant o|be de|bett|cea|crus|dead|deat|die|done|drop|dyi|end m|ep f|exi|f i |fed|fini|hit m|ille|kill |life |oot|op e|ot be |p l|ppi|run |sick|sie|take m|tired|wak|wann|wis|xh",
        "\\b",
    ),
    "doesn't want to live": (
        "an't w|care|dese|dont|ee a|el li|f i w|hout a|liv|no |ny |on't w|ot b|r day|t a s|th l|wan|wis|ym",
        "\\b(?=[acdlnw])",
    ),
    "suicide": (
        " in f|catc|del|ding i|drow|end it|end thi|erd|etho|exi|feri|hang|how |iser|it al|jum|kil|km|lif|mur|mys|nding t|nto t|od o|off|oot|plea|riv|sli|sui|t me d|tak|tb|unal|way",
        "\\b(?=[bcdefghjklmnopqrstuw])",
    ),
    "self-harm": ("arm|arv|bang|cut|inj|mut|mys|o cu|sh |sla|sli|til", "\\b(?=[bchinprstuw])"),
    "attempted": ("i ov|icide|rdo|trie|tryi|ttem", "\\b(?=[aimost])"),
    "hopeless": (
        " poi|a bu|an n|an'|cant|cap|couldn|deat|dyi|erse|fad|fut|g de|he po|hems|her l|hl|ims|ir l|is li|life |nb|nno|no h|no w|o aw|ot be |ot bei|pel|r ow|s ow|sap|st al|trap|up o|urd|van|ve u|wast|y fu",
        "\\b(?=[abcdefghklnostuw])",
    ),
    "harm to others": ("beat|blo|bom|homi|hur|kil|mur|ois|oot|rang|stab", "\\b(?=[abghinprstuw])"),
    "abuse suffered": (
        " me to|ape|assa|beat|bul|buse|dome|forc|groo|hit|hok|hrea|kic|ky|mol|pun|raf|sla|stal|uche|y as",
        "\\b(?=[bcdefghikmpstuw])",
    ),
    "eating disorder": ("ana|anor|arv|ax|bin|bul|en't e|hins|hrow|pur|yself ", "\\b(?=[abhlmpst])"),
    "signs of psychosis or mania": (
        " in m|'t sl|adi|e cho|e mes|fol|god|impl|jes|llu|oic|ois|rack|roll|spy|watc",
        "\\b(?=[acfghimnpstv])",
    ),
    "would be gone": (
        " ali| rat|ane|athi|be |blin|cask|cof|coi|dead|exi|f i |gon|hec|hout m|insu|is li|orl|orth |rav|s ea|x f",
        "\\b(?=[abcdeghilmoqstw])",
    ),
    "welcomes death": (
        " ali| stan|be wh|deat|die|dyi|fol|g de|hate |he en|icide|inten|ired |joi|lan |put m|see |sick |take m|want |xh|xpec",
        "\\b(?=['abcdeghijlmnprstuw])",
    ),
    "sees it happen": (
        "afr|ared|blee|cras|dead|deat|do s|dyi|end e|end it|end thi|falli|ff |fini|frig|jum|nder |ngi|nto|o it|ont |rust m|saf|une|w l|wni|would ",
        "\\b(?=[acdfghijlmnprstvw])",
    ),
    "gathers means": (
        "char|ecke|eno|evo|gun|heli|hoa|how m|ifl|isto|itc|itr|kni|kp|lad|lec|look|mpu|noo|ois|oog|rav|read|rope|sav|sea|tas|tg|urg|zo",
        "\\b(?=[bcefghikloprsuw])",
    ),
    "leaves things behind": (
        " las|be o|bye|d a w|db|eav|ffa|gav|give |givi|iven|lett|note|r af|vid",
        "\\b(?=[afgilmnprstw])",
    ),
    "feels by pain": (
        " thing |bit|bru|bur|cars|ck to |cuts|hit|pic|pinc|pun|scra",
        "\\b(?=[bcfhmnops])",
    ),
    "it has begun": ("aken|andi|ank|arb|ate |engi|sitt|swa|took|up |wne|xh", "\\b(?=[bcegilprt])"),
    "threatened with death": ("ab |beat|kill |mur|oot|rang|rt m", "\\b(?=[bcefghpstw])"),
    "would be let go": (
        " ali| bor| sti| thing|'d h|aso|bui|cut o|eant|env|eva|fur|give|gry |hate |hated|hould h|isg|keepi|ld hav|ld'|lda|ldi|mad |made|n bo|noy|onl|ppos|pse|rso|sad |sap|shu|sorr|top|tyi|uit|us o|us w|ve ou|vy|why |wish",
        "(?=[abdefhijlmnopsuw])",
    ),
    "better without me": (
        " ali| me g|bod|exi|fter i|hout m|i v|i wer|if i|life |me go|once i|ot wi|ppea|rav|rp|s gon|senc|une|when i|who",
        "\\b(?=[bcdefhilmnorsw])",
    ),
    "death comforts": (
        " ali| day | here| me in|be g|blac|dead|deat|die|dir|dyi|eet m|end m|eter|eu|exi|fad|fini|for e|for g|fort |g sl|gh w|go h|go t|hope |icide|ief|ift|ig s|kill |ll to|lm |ne wi|oot|orev|over w|peac|perm|rav|rot |rp|sap|sli|sola|ughts |une|van|wn m",
        "\\b(?=[abcdefghijklmnoprstw])",
    ),
    "hopes for an accident": (
        "ata|bb|canc|car |crus|dead|hit|hop|ille|mur|ncu|on't c|pra|rmi|ruc|run |sea|shot|wis",
        "\\b(?=[dfghlnoprstw])",
    ),
    "at the edge": (
        " ce|'t kn|'t p|bt|ct o|cting o|cut|die|dn't d|end it|f i |falli|g ov|hrowi|jum|kill |let|lk i|lmo|mys|nea|o it|on't th|ooke|ot su|ot to|pull|r the e|swi|tep|unsu|urni|ving o|w e|walki|werv|y i s",
        "\\b(?=[abcdfghimnoprstuvw])",
    ),
    "has tried": (
        " hol| time |51|belt|bra|de w|ded u|erd|esu|land|pum|rope|sav|scu|sect|stom|ttem|und me|viv|wok",
        "\\b(?=[5abefhlmnprstw])",
    ),
    "has done something": (
        " ent| sid|a who|adi|aird|ark|belt|blet|brid|clif|cor|did s|edg|egs|han i|he wh|hee|l of t|meds|n ov|noo|ois|oo m|oof|pil|rdo|rope|rp|toa|took|ugs",
        "\\b(?=[bcdhilmnoprstw])",
    ),
    "blood and blades": (
        "arm |blee|blo|bur|clea|cut|dig|dug|free|hur|i di|i mad|i pu|lad|law|need t|pai|pic|pun|scra|suf|ut c|zo",
        "\\b(?=[abcdghiklmnopqrstwy])",
    ),
    "sets a time or place": (
        " fil|a pl|ark|bac|be g|chos|cir|ded o|e end|foun|gas|gh w|i kn|inal |kno|last|no mo|ot co|picke|riv|set|ter to",
        "\\b(?=[abcdefghiklmnopstw])",
    ),
    "one way out": (
        " ima| one |a mis|a si|an n|an'|be o|bey|dead|done|fini|he onl|i fee|i wan|it sh|lef|nab|nno|no |nob|oken|on't want t|over i|pict|pty|r me |see |t the e|won'",
        "\\b(?=[bcdijlnostuw])",
    ),
    "gets ready": (
        " rop|a pl|are o|balc|be sa|ber m|bill|boug|brid|chos|cir|cis|clif|ecid|edg|eepi|eld|end it|ep w|et it|evo|fau|foun|gav|gh w|givi|got|gun|have|hoa|hold|i kn|ifl|isto|iven|iver|k i'l|kee|kep|kip|l fi|l pl|l wo|lad|lak|lec|lef|lett|me y|meds|miss |ne l|nee|noo|note|o it|ok o|on't b|oof|ooke|ot be |ount|picke|pil|rab|rack|rail|rain|rp|ry f|ry w|sav|set|sort|ssw|tas|tg|where i|wr|your|zo",
        "\\b(?=['abcdfghiklmnoprstuw])",
    ),
    "own death": ("cof|dead|deat|die|dy b|dyi|icide|rav|rp|une", "\\b(?=[abcdfimprw])"),
    "not to be": (
        " ali| it to|ake i|aliv|be ar|be he|eels|et u|exi|is j|is so |is to|live a|livi|ome b|pen m|tart |tay a|urts|wak",
        "(?=[abceilnrsw])",
    ),
    "nothing to stay for": (
        " ali|ason |athi|eart |exi|f i |int |ive f|livi|lun|miss |ok m|rp|sens|sons|take m|takes m|use |why |y bod",
        "\\b(?=[abcdehimnpstw])",
    ),
    "means taken up": (
        "'ll b|a me|ake i|arv|carr|chu|cov|cut|dow|drin|eat|full|gun|i will b|ifl|isto|jum|lad|law|lim|noo|pai|picke|pop|rip|rope|scra|sli|so it|swa|tak|tied|to j|took|w to d|zo",
        "\\b(?=[abcdefgijklmnprstw])",
    ),
    "to end it": (
        " ali|asl|exi|f i w|fav|feri|hout m|ht not|i mig|i won|iser|it al|k i'd|l of|ld no|lif|livi|pai|rest|ryt|sle|t goi|ter o|won'|wouldn",
        "\\b(?=[abcdefhiklmnopqrstw])",
    ),
    "own wounds": (
        " car|bik|burn|cars|cut|ff |lf h|nto|ont |oto|over |ruc|woun",
        "\\b(?=[cdfghijmnorstw])",
    ),
    "means and a moment": (
        "aink|blea|blet|char|g pi|gun|ifl|isto|lad|meds|noo|ois|pil|rope|sul|zo",
        "\\b(?=[bcgimnprst])",
    ),
    "a place and alone": ("arap|ark|brid|clif|edg|oof|rack|rail|rp|wind", "\\b(?=[afou])"),
    "the last of me": ("db|last", "\\b(?=[glmrw])"),
    "at the brink": ("breaki|n the e|ost c|rock|se to t|t my l|what i'", "\\b(?=[abcdlor])"),
    "means to hurt somebody": (
        "ab |die|egr|et w|fol|kill |kni|mur|ois|oot|pay|rang|sli|smo|tting w|w whe|wai|wat",
        "\\b(?=[abcdefghiklmnoprstuw])",
    ),
    "thinks of hurting somebody": (
        " lis|bac|bash|be so|beat|bra|bur|ches|cut|drow|eart|et f|et w|face|head|hit|hok|hroa|hur|kil|ku|mur|neck|oca|ois|ontr|oot|over w|pay|pun|rang|rch|regr|run|sha|sli|smo|stab|tta|urg",
        "\\b(?=[abcefghiklmprstu])",
    ),
    "violence suffered": (
        " eg| let| pen|0,|afr|allo|ared|beat|bit|blac|bru|bur|chai|dn't b|drag|essu|forc|hand|hit|hok|hov|hrea|hroa|hrot|k c|kic|ld me|loc|made|make|maki|mou|neck|oken |pin|prom|pun|pus|rang|rap|rew|rif|rows|sai|sal|say|sha|shoo|shu|sla|spli|ssp|swea|tie|tou|uffo|wag|whip|y mon|y ph",
        "\\b(?=[abcdefghmnpstw])",
    ),
    "harms itself by eating": (
        "aid o|ared o|arn|arv|ax|big|bin|blac|cal|day|dese|diet|diz|ek|en't e|enor|estr|fain|fas|fat|hew|hid|hrow |hug|ir i|iu|lla|obe|ot ea|pass|perio|pur|rif|ros|sg|sinc|wate|wn m|ys c|yself ",
        "\\b(?=[0123456789abcdefhjlmnoprstuw])",
    ),
    "loses touch or sleep": (
        " in m|amer|at i t|ax|behi|boug|bra|bug|chip|chos|clon|deas|der m|epl|fol|hinki|imm|impl|insi|isn|issio|mic|mpos|my mi|not|nsm|nto m|obe|oic|ois|ond c|oph|ought|pent|plo|rack|ren'|send|sia|sle|spea|spy|ssa|swa|swi|talk|teni|ter m|wat|whis",
        "\\b(?=[abcdefghilmnprstvw])",
    ),
    "plans it unnamed": (
        " '| hei|'m r|abs|aink|and tha|andi|arac|belt|besi|blet|bull|bye|cap|day |dos|eno|evo|fini|g pi|gun|here|hic|hing l|hom|i wi|i won|i'l|iaz|ifl|in my|isto|kni|lad|last t|m don|meds|no mo|noo|o it|over|ox|pil|rk|rope|sat |sitt|stoo|tg|then|w hi|w ma|w mu|xt t|zo",
        "\\b(?=[abcdfghiklmnopqrstuvw])",
    ),
    "tells what came of it": (
        "agg|ank|ave w|bb|cam|is ti|lked m|pull|rok|sli|sna|swa|took|wne|wok",
        "\\b(?=[bcdghikprstw])",
    ),
    "hurts itself again": (
        "bit|bur|cut|head |lad|lap|ligh|ompa|rip|sci|scra|sh |sli|zo",
        "\\b(?=[bchlrs])",
    ),
    "takes leave": ("'ve d|de u|e yo|give m|hank|ind i|s is w|sorr", "\\b(?=[fimst])"),
    "would not be here": (
        " ali| car|'d|'l|a cu|a pe|ane|anti|aro|arth|asl|ast n|athi|be b|be e|be in t|be n|being h|chor|could |dese|eart |eing i|eing o|ep h|ething i|eva|exi|f me |fter i|g a p|h me |hang|have i|here |hop|hout m|hum|if i|ike me|intl|le l|less t|lif|liv|me any|mig|nb|ne wi|omo|once i|oo |op b|or me|orl|ose m|ot b|ot su|ot to b|othing |ppea|pra|pun|r op|round |rth |t op|tay|tick|tort|urts|van|wak|want |when i|why |will |wis|would ",
        "(?=['abcdefghijklmnoprstw])",
    ),
    "will do what is unnamed": (
        " ali| endi| las| out |bye|de p|dead|die|end e|end it|end m|fare|fini|free|g to u|gh w|gon|i can |i won|kill |know |l not b|lett|lk m|no mo|nob|note|o it|oing i|op m|ost d|sav|ssa|want ",
        "\\b(?=['abcdefghikmnopstw])",
    ),
    "means it, whatever else it says": (
        "ang |be de|cut m|die|end it|end m|erd|for g|jum|kill |km|pull|swa|take |unal",
        "\\b(?=[aiostw])",
    ),
    "has begun, unnamed": (
        "aken|hroa|i tri|is ti|my ha|n my mo|neck|swa|took|xt t",
        "\\b(?=[bcghiklmnoprsty])",
    ),
    "wounds of one's own": (
        "ark|arm|arv|blee|bur|cab|cars|clea|cut|del|der m|dese|did i|idd|in my|lad|nes |o bu|o cu|o fe|on p|rip|rns|rt my|se i h|sla|til|urting |woun|zo",
        "(?=[abcdefhilmnprstuw])",
    ),
    "may be getting ready": (
        "'m goi|at i n|atf|balc|brid|bye|chos|cir|clif|ded o|edg|eld|gav|givi|hink|hold|i can|i wi|i'l|it al|iven|kee|kep|l i n|lef|lett|look|made|no o|nob|note|oof|ount|picke|pie|rack|rail|rp|ryt|set|stati|tar|w whe",
        "\\b(?=[abcdghiklmnopstw])",
    ),
    "is ready": (
        " '| are | is |'ll d|'s ti|a pl|ady|at a |at the |bb|boug|bout to|de my|de u|ecid|gav|givi|got |have |hold|ith |iven|lann|ldi|lock|ne c|nna|o do i|o go|oing i|ok f|on a |on the|oo l|prep|right |rran|set|t try|t's f|take |taki|ton|took",
        "\\b(?=[abcdeghiklmnoprstuwx])",
    ),
    "says goodbye": ("ank|bye|fare|k af|ke ca|tell ", "\\b"),
}
